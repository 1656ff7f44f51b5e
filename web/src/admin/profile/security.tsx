import { Match, Show, Switch, createResource, createSignal, type Component } from "solid-js";
import type { SecondFactorState } from "@trunkline/domain/calls/second-factor";
import { usePorts } from "../../data/ports.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Page, Panel } from "../../ui/page.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { OwnPassword } from "./own-password.tsx";
import { ProofForm, type Proof } from "./proof-form.tsx";
import { QrCode } from "./qr-code.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { troubleOf, troubleOfFailure } from "./trouble.ts";
import "./profile.css";

type Step =
  | { readonly kind: "rest" }
  | { readonly kind: "begin" | "remove" | "renew" }
  | { readonly kind: "confirm"; readonly uri: string; readonly secret: string }
  | { readonly kind: "codes"; readonly codes: readonly string[] };

const REST: Step = { kind: "rest" };

/** My profile: the own password, and the codes of an authenticator app beside it (15 §1.11). */
const Security: Component = () => {
  const { call } = usePorts();
  const [unread, setUnread] = createSignal<string>();
  const [state, { refetch }] = createResource<SecondFactorState | undefined>(async (_key, { value }) => {
    try {
      return await call("secondFactorState", {});
    } catch (cause) {
      setUnread(troubleOfFailure(cause).form);
      // What was read before stays: recovery codes on the page must not vanish with a lost answer.
      return value;
    }
  });
  const [step, setStep] = createSignal<Step>(REST);
  const rest = () => setStep(REST);
  const at = <K extends Step["kind"]>(kind: K) => {
    const now = step();
    return now.kind === kind ? (now as Extract<Step, { readonly kind: K }>) : undefined;
  };
  const show = (codes: readonly string[]) => {
    setStep({ kind: "codes", codes });
    void refetch();
    return undefined;
  };
  const begin = async ({ password }: Proof) => {
    const answer = await call("beginSecondFactor", { password });
    if (answer.kind !== "begun") return troubleOf(answer);
    setStep({ kind: "confirm", uri: answer.uri, secret: answer.secret });
    return undefined;
  };
  const confirm = async ({ code }: Proof) => {
    const answer = await call("confirmSecondFactor", { code });
    return answer.kind === "signed-in" ? show(answer.recoveryCodes) : troubleOf(answer);
  };
  const renew = async (proof: Proof) => {
    const answer = await call("newRecoveryCodes", proof);
    return answer.kind === "done" ? show(answer.recoveryCodes) : troubleOf(answer);
  };
  const remove = async (proof: Proof) => {
    const answer = await call("removeSecondFactor", proof);
    if (answer.kind !== "signed-in") return troubleOf(answer);
    rest();
    void refetch();
    return undefined;
  };

  return (
    <Page title="Security" crumbs={[{ text: "My profile" }]}>
      <OwnPassword />
      <Panel
        title="Two-factor authentication"
        end={
          <Show when={state.latest}>
            {(known) => <Badge tone={known().on ? "good" : "quiet"}>{known().on ? "On" : "Off"}</Badge>}
          </Show>
        }
      >
        <div class="profile-panel">
          <Show
            when={state.latest}
            fallback={
              <Show when={!state.loading} fallback={<Skeleton lines={3} />}>
                <ErrorState compact title="This could not be read" onRetry={() => void refetch()}>
                  {unread()}
                </ErrorState>
              </Show>
            }
          >
            {(known) => (
              <Switch
                fallback={
                  <>
                    <p>
                      {known().on
                        ? `Signing in asks for a code of your authenticator app. Recovery codes left: ${known().recoveryLeft}.`
                        : "Signing in asks for your password only. With a code of an authenticator app beside it, a stolen password opens nothing."}
                    </p>
                    <div class="profile-actions">
                      <Show
                        when={known().on}
                        fallback={
                          <Button look="primary" onClick={() => setStep({ kind: "begin" })}>
                            Switch on
                          </Button>
                        }
                      >
                        <Button onClick={() => setStep({ kind: "renew" })}>New recovery codes</Button>
                        <Button look="danger" onClick={() => setStep({ kind: "remove" })}>
                          Switch off
                        </Button>
                      </Show>
                    </div>
                  </>
                }
              >
                <Match when={at("begin")}>
                  <p>You need an authenticator app on your phone or computer. First, your password.</p>
                  <ProofForm asks="password" submit="Go on" onCancel={rest} onSubmit={begin} />
                </Match>
                <Match when={at("confirm")}>
                  {(offer) => (
                    <>
                      <p>
                        Scan the picture with the app, or type the key into it. Then type the code it shows.
                      </p>
                      <div class="profile-offer">
                        <QrCode text={offer().uri} label="The key as a QR code" />
                        <dl>
                          <dt>Key</dt>
                          <dd class="profile-secret">{offer().secret.replaceAll(/(.{4})(?=.)/g, "$1 ")}</dd>
                        </dl>
                      </div>
                      <p class="field-hint">
                        Your other sessions end when it is switched on; this one goes on.
                      </p>
                      <ProofForm asks="code" submit="Switch on" onCancel={rest} onSubmit={confirm} />
                    </>
                  )}
                </Match>
                <Match when={at("codes")}>
                  {(shown) => <RecoveryCodes codes={shown().codes} onKept={rest} />}
                </Match>
                <Match when={at("renew")}>
                  <p>Ten new recovery codes take the place of the ones you have, which stop working.</p>
                  <ProofForm asks="both" submit="Make new codes" onCancel={rest} onSubmit={renew} />
                </Match>
                <Match when={at("remove")}>
                  <p>
                    Signing in will ask for your password only. Your other sessions end; this one goes on.
                  </p>
                  <ProofForm asks="both" submit="Switch off" danger onCancel={rest} onSubmit={remove} />
                </Match>
              </Switch>
            )}
          </Show>
        </div>
      </Panel>
    </Page>
  );
};
export default Security;
