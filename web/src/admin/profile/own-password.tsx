import { Show, createSignal, type Component } from "solid-js";
import { checkAdminPassword, SHORTEST_ADMIN_PASSWORD } from "@trunkline/domain/credentials/password";
import { problemText } from "@trunkline/domain/customer/problem";
import { usePorts } from "../../data/ports.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/page.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { notify } from "../../ui/toast.tsx";
import { troubleOf, troubleOfFailure, type Trouble } from "./trouble.ts";

interface PasswordTrouble extends Trouble {
  readonly next?: string;
  readonly again?: string;
}

/** My profile: another password of one's own, for which the present one is asked (15 §1.2). */
export const OwnPassword: Component = () => {
  const [changing, setChanging] = createSignal(false);
  return (
    <Panel title="Password">
      <div class="profile-panel">
        <Show
          when={changing()}
          fallback={
            <>
              <p>Your other sessions end when you change it; this one goes on.</p>
              <div class="profile-actions">
                <Button onClick={() => setChanging(true)}>Change password</Button>
              </div>
            </>
          }
        >
          <PasswordForm onEnd={() => setChanging(false)} />
        </Show>
      </div>
    </Panel>
  );
};

const PasswordForm: Component<{ readonly onEnd: () => void }> = (props) => {
  const { call } = usePorts();
  const [current, setCurrent] = createSignal("");
  const [next, setNext] = createSignal("");
  const [again, setAgain] = createSignal("");
  const [shown, setShown] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<PasswordTrouble>({});
  const type = () => (shown() ? "text" : "password");

  const missing = (): PasswordTrouble => {
    const checked = checkAdminPassword(next());
    return {
      ...(current() === "" ? { password: "Type your password." } : {}),
      ...(checked.ok ? {} : { next: problemText(checked.error) }),
      ...(checked.ok && again() !== next() ? { again: "This is not the same as the new password." } : {}),
    };
  };
  const change = async (): Promise<PasswordTrouble> => {
    const answer = await call("changeOwnPassword", { current: current(), next: next() });
    if (answer.kind === "too-short") return { next: problemText(answer) };
    if (answer.kind !== "signed-in") return troubleOf(answer);
    notify({ tone: "good", title: "Your password was changed", text: "Your other sessions have ended." });
    props.onEnd();
    return {};
  };
  const submit = async () => {
    if (busy()) return;
    const found = missing();
    setTrouble(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      setTrouble(await change());
    } catch (cause) {
      setTrouble(troubleOfFailure(cause));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      class="proof-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextField
        label="Your password now"
        name="current"
        type={type()}
        autocomplete="current-password"
        value={current()}
        onInput={setCurrent}
        error={trouble().password}
        autofocus
        required
        buttons={
          <Button look="plain" small aria-pressed={shown()} onClick={() => setShown(!shown())}>
            {shown() ? "Hide" : "Show"}
          </Button>
        }
      />
      <TextField
        label="New password"
        name="next"
        type={type()}
        autocomplete="new-password"
        hint={`At least ${SHORTEST_ADMIN_PASSWORD} characters.`}
        value={next()}
        onInput={setNext}
        error={trouble().next}
        required
      />
      <TextField
        label="New password again"
        name="again"
        type={type()}
        autocomplete="new-password"
        value={again()}
        onInput={setAgain}
        error={trouble().again}
        required
      />
      <div aria-live="polite">
        <Show when={trouble().form}>
          {(text) => (
            <Banner tone="bad" boxed>
              {text()}
            </Banner>
          )}
        </Show>
      </div>
      <div class="profile-actions">
        <Button type="submit" look="primary" busy={busy()}>
          Change password
        </Button>
        <Button onClick={() => props.onEnd()}>Cancel</Button>
      </div>
    </form>
  );
};
