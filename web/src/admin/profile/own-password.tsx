import { Show, createSignal, type Component } from "solid-js";
import { checkAdminPassword, SHORTEST_ADMIN_PASSWORD } from "@trunkline/domain/credentials/password";
import { problemText } from "@trunkline/domain/customer/problem";
import { usePorts } from "../../data/ports.tsx";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/page.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { notify } from "../../ui/toast.tsx";
import { createSubmit } from "./create-submit.ts";
import { FormEnd } from "./form-end.tsx";
import { troubleOf, type Trouble } from "./trouble.ts";

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
  const type = () => (shown() ? "text" : "password");

  const missing = (): PasswordTrouble => {
    const checked = checkAdminPassword(next());
    return {
      ...(current() === "" ? { password: "Type your password." } : {}),
      ...(checked.ok ? {} : { next: problemText(checked.error) }),
      ...(checked.ok && again() !== next() ? { again: "This is not the same as the new password." } : {}),
    };
  };
  const change = async (): Promise<PasswordTrouble | undefined> => {
    const answer = await call("changeOwnPassword", { current: current(), next: next() });
    if (answer.kind === "too-short") return { next: problemText(answer) };
    if (answer.kind !== "signed-in") return troubleOf(answer);
    notify({ tone: "good", title: "Your password was changed", text: "Your other sessions have ended." });
    props.onEnd();
    return undefined;
  };
  const { busy, trouble, onSubmit } = createSubmit<PasswordTrouble>(missing, change);

  return (
    <form class="proof-form" onSubmit={onSubmit}>
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
      <FormEnd
        trouble={trouble().form}
        submit="Change password"
        busy={busy()}
        onCancel={() => props.onEnd()}
      />
    </form>
  );
};
