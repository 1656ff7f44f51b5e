import { Match, Suspense, Switch, createSignal, lazy, onMount, untrack, type Component } from "solid-js";
import type { SignedIn } from "../data/auth.ts";
import type { Site } from "../data/identity.ts";
import { report } from "../lib/report.ts";
import type { Handover } from "../lib/handover.ts";
import { Starting } from "./waiting.tsx";

const PortalApp = lazy(() => import("./app.tsx").then((module) => ({ default: module.PortalApp })));

const ENDED = "This operator view has ended. Open it again from the customer's page.";

type State =
  | { readonly kind: "opening" }
  | { readonly kind: "open"; readonly who: SignedIn }
  | { readonly kind: "over"; readonly text: string };

interface OperatorProps {
  readonly site: Promise<Site>;
  readonly handover: Handover;
}

/** The portal as an operator sees it in a tab of its own: entered with a one-use code, over when the time is over. */
export const Operator: Component<OperatorProps> = (props) => {
  const [state, setState] = createSignal<State>({ kind: "opening" });
  const [started, setStarted] = createSignal<Site>();

  // One site and one code for the life of the tab.
  const { site: starting, handover } = untrack(() => ({ site: props.site, handover: props.handover }));

  const enter = async () => {
    const site = await starting;
    const { identity } = site;
    setStarted(site);
    const answer = await identity.call("redeemHandover", { code: handover.code });
    if (answer.kind === "refused") {
      setState({
        kind: "over",
        text: "The way in lasts one minute and works once. Open the portal again from the customer's page.",
      });
      return;
    }
    identity.watch((who) => {
      if (who?.kind === "customer" && who.actingFor !== undefined) setState({ kind: "open", who });
      else setState((now) => (now.kind === "open" ? { kind: "over", text: ENDED } : now));
    });
    await identity.enter(answer.token);
  };
  const fail = (cause: unknown) => {
    report(cause);
    setState({ kind: "over", text: "The portal cannot be reached. Open it again from the customer's page." });
  };
  onMount(() => void enter().catch(fail));

  const open = () => {
    const now = state();
    const site = started();
    return now.kind === "open" && site !== undefined ? { who: now.who, site } : undefined;
  };
  const over = () => {
    const now = state();
    return now.kind === "over" ? now.text : undefined;
  };
  return (
    <Switch fallback={<Starting failed={false} />}>
      <Match when={open()}>
        {(now) => (
          <Suspense fallback={<Starting failed={false} />}>
            <PortalApp
              site={now().site}
              who={now().who}
              operator={handover.operator}
              onClosed={() => setState({ kind: "over", text: ENDED })}
            />
          </Suspense>
        )}
      </Match>
      <Match when={over()}>
        {(text) => (
          <main class="portal-page">
            <div class="portal-card" role="alert">
              <h1>Operator view closed</h1>
              <p>{text()}</p>
            </div>
          </main>
        )}
      </Match>
    </Switch>
  );
};
