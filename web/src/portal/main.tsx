import { Match, Suspense, Switch, createEffect, createSignal, lazy, onMount } from "solid-js";
import { render } from "solid-js/web";
import type { SignedIn } from "../data/auth.ts";
import { loadConfig } from "../data/config.ts";
import { lastAuthField, rememberAuthField, rememberSharedComputer, wasSignedIn } from "../data/device.ts";
import type { Site } from "../data/identity.ts";
import { SignInForm, type Credentials, type SignInOutcome } from "../ui/sign-in.tsx";
import { takeStill } from "../ui/still.ts";
import { applyLook } from "../ui/look.ts";
import { SIGN_IN } from "./sign-in-words.ts";
import { Starting } from "./waiting.tsx";
import "../ui/base.css";
import "../ui/new-version.css";
import "./portal.css";
import { report } from "../lib/report.ts";
import { takeHandover } from "../lib/handover.ts";

applyLook();

// Read before anything else runs, so that the code stays in the address for no longer than it must.
const handover = takeHandover();
const configuration = loadConfig();
const site: Promise<Site> = import("../data/identity.ts").then((module) =>
  module.startSite(handover === undefined ? "portal" : "portal-operator", configuration),
);
const loadApp = () => import("./app.tsx");
// What fails here is asked for again when it is to be shown, and told then.
const loadAhead = () => void loadApp().catch(() => undefined);
const PortalApp = lazy(() => loadApp().then((module) => ({ default: module.PortalApp })));
const Operator = lazy(() => import("./operator.tsx").then((module) => ({ default: module.Operator })));
if (handover === undefined && wasSignedIn()) loadAhead();

type Who =
  | { readonly kind: "asking" }
  | { readonly kind: "nobody" }
  | { readonly kind: "in"; readonly who: SignedIn };

function Entry() {
  const [who, setWho] = createSignal<Who>(wasSignedIn() ? { kind: "asking" } : { kind: "nobody" });
  const [started, setStarted] = createSignal<Site>();
  const [failed, setFailed] = createSignal(false);
  const [notice, setNotice] = createSignal<string>();
  const [by, setBy] = createSignal(lastAuthField());

  site.then(
    (loaded) => {
      setStarted(loaded);
      loaded.identity.watch((found) =>
        setWho(found?.kind === "customer" ? { kind: "in", who: found } : { kind: "nobody" }),
      );
    },
    (cause: unknown) => {
      report(cause);
      setFailed(true);
    },
  );
  onMount(() => {
    const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200));
    requestAnimationFrame(() => idle(loadAhead));
  });

  // By what customers sign in is asked when the page opens, and again after a refusal: it may have changed since.
  const askBy = async () => {
    try {
      const { field } = await (await site).identity.call("signInBy", {});
      rememberAuthField(field);
      setBy(field);
    } catch {
      // Nothing hangs on it: the caption stays what it was the last time.
    }
  };
  createEffect(() => {
    if (who().kind === "nobody") void askBy();
  });
  const submit = async ({ identifier, password, sharedComputer }: Credentials): Promise<SignInOutcome> => {
    setNotice(undefined);
    if (failed()) return { kind: "offline" };
    const [{ identity }, { signInWith }] = await Promise.all([site, import("../data/sign-in.ts")]);
    rememberSharedComputer(sharedComputer);
    const outcome = await signInWith(
      () => identity.call("signInCustomer", { identifier, password }),
      (token) => identity.enter(token),
    );
    if (outcome.kind === "refused") void askBy();
    return outcome;
  };
  const signedIn = () => {
    const now = who();
    const loaded = started();
    return now.kind === "in" && loaded !== undefined ? { who: now.who, site: loaded } : undefined;
  };

  return (
    <Switch fallback={<Starting failed={failed()} />}>
      <Match when={signedIn()}>
        {(now) => (
          <Suspense fallback={<Starting failed={false} />}>
            <PortalApp site={now().site} who={now().who} onClosed={setNotice} />
          </Suspense>
        )}
      </Match>
      <Match when={who().kind === "nobody"}>
        <SignInForm
          {...SIGN_IN}
          identifierLabel={by() === "email" ? "Email" : SIGN_IN.identifierLabel}
          notice={notice()}
          onSubmit={submit}
        />
      </Match>
    </Switch>
  );
}

const root = document.getElementById("root");
if (root !== null) {
  const goOn = takeStill(root);
  render(() => (handover === undefined ? <Entry /> : <Operator site={site} handover={handover} />), root);
  goOn();
}
