import { Match, Switch, createSignal, lazy, onMount, untrack } from "solid-js";
import { render } from "solid-js/web";
import type { SignedIn } from "../data/auth.ts";
import { loadConfig } from "../data/config.ts";
import { rememberSharedComputer, wasSignedIn } from "../data/device.ts";
import type { Site } from "../data/identity.ts";
import { SignInForm, type Credentials, type SignInOutcome } from "../ui/sign-in.tsx";
import { takeStill } from "../ui/still.ts";
import { applyLook } from "../ui/look.ts";
import { SIGN_IN } from "./sign-in-words.ts";
import { Starting } from "./starting.tsx";
import "../ui/base.css";
import "../ui/new-version.css";
import { report } from "../lib/report.ts";

applyLook();

// Sign-in and the application are fetched beside the first paint, never before it.
const configuration = loadConfig();
const site: Promise<Site> = import("../data/identity.ts").then((module) =>
  module.startSite("admin", configuration),
);
const loadApp = () => import("./app.tsx");
// What fails here is asked for again when it is to be shown, and told then.
const loadAhead = () => void loadApp().catch(() => undefined);
const AdminApp = lazy(() => loadApp().then((module) => ({ default: module.AdminApp })));
if (wasSignedIn()) loadAhead();

type Who =
  | { readonly kind: "asking" }
  | { readonly kind: "nobody" }
  | { readonly kind: "in"; readonly who: SignedIn };

function Entry() {
  const [who, setWho] = createSignal<Who>(wasSignedIn() ? { kind: "asking" } : { kind: "nobody" });
  const [started, setStarted] = createSignal<Site>();
  const [failed, setFailed] = createSignal(false);
  const [notice, setNotice] = createSignal<string>();

  site.then(
    (loaded) => {
      setStarted(loaded);
      loaded.identity.watch((found) => {
        if (found?.kind !== "admin") {
          setWho({ kind: "nobody" });
          return;
        }
        // Signed in again by another tab.
        if (untrack(who).kind === "nobody") setNotice(undefined);
        setWho({ kind: "in", who: found });
      });
    },
    (cause: unknown) => {
      report(cause);
      setFailed(true);
    },
  );
  onMount(() => {
    // The application comes while the person types.
    const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200));
    requestAnimationFrame(() => idle(loadAhead));
  });

  const submit = async ({
    identifier,
    password,
    code,
    sharedComputer,
  }: Credentials): Promise<SignInOutcome> => {
    setNotice(undefined);
    if (failed()) return { kind: "offline" };
    const [{ identity }, { signInWith }, { othersEnded }] = await Promise.all([
      site,
      import("../data/sign-in.ts"),
      import("../data/firestore/hold.ts"),
    ]);
    rememberSharedComputer(sharedComputer);
    return signInWith(
      () => identity.call("signInAdmin", { identifier, password, ...(code === undefined ? {} : { code }) }),
      // A tab that still ends its session would take this one along.
      (token) => othersEnded().then(() => identity.enter(token)),
    );
  };

  const signedIn = () => {
    const now = who();
    const loaded = started();
    return now.kind === "in" && loaded !== undefined ? { who: now.who, site: loaded } : undefined;
  };

  return (
    <Switch fallback={<Starting failed={failed()} />}>
      <Match when={signedIn()}>
        {(now) => <AdminApp site={now().site} who={now().who} onClosed={setNotice} />}
      </Match>
      <Match when={who().kind === "nobody"}>
        <SignInForm {...SIGN_IN} notice={notice()} onSubmit={submit} />
      </Match>
    </Switch>
  );
}

const root = document.getElementById("root");
if (root !== null) {
  const goOn = takeStill(root);
  render(() => <Entry />, root);
  goOn();
}
