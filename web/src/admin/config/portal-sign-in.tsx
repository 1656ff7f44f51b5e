import { Show, createSignal, onMount, type Component } from "solid-js";
import type { AuthField } from "@trunkline/domain/config/customers";
import { usePorts } from "../../data/ports.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Page, Panel } from "../../ui/page.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { notify } from "../../ui/toast.tsx";
import { useWorkspace } from "../workspace.tsx";
import { ConfigGate, ReadOnlyNote, mayChange } from "./access.tsx";
import { answerOr } from "./ask.ts";
import { CannotSignInList, cannotText, type Found } from "./cannot-sign-in.tsx";
import "./config.css";

const WORDS: Readonly<Record<AuthField, string>> = { login: "Login", email: "Email" };
const CHOICES = (["login", "email"] as const).map((value) => ({ value, label: WORDS[value] }));

/** Config → Portal → Sign-in: by what customers sign in (21 §1 `authField`, 20 §1.3). */
const PortalSignInPage: Component = () => {
  const workspace = useWorkspace();
  return (
    <ConfigGate area="customers">
      <Page
        title="Sign-in"
        crumbs={[{ text: "Config", href: "/config" }, { text: "Portal" }, { text: "Sign-in" }]}
      >
        <ReadOnlyNote area="customers" />
        <Show when={workspace.customersConfig()?.authField} fallback={<Skeleton lines={4} />}>
          {(field) => (
            <>
              <Panel title="Main">
                <div class="config-fields narrow">
                  <AuthFieldSetting field={field()} locked={!mayChange(workspace, "customers")} />
                </div>
              </Panel>
              <Show when={field() === "email" && mayChange(workspace, "customers")}>
                <WhoCannot />
              </Show>
            </>
          )}
        </Show>
      </Page>
    </ConfigGate>
  );
};

/** The choice. It acts at once, after a confirmation that names who could not sign in any more. */
const AuthFieldSetting: Component<{ readonly field: AuthField; readonly locked: boolean }> = (props) => {
  const ports = usePorts();
  const [asking, setAsking] = createSignal<AuthField>();
  const [found, setFound] = createSignal<Found>();
  const [busy, setBusy] = createSignal(false);

  const ask = async (field: AuthField) => {
    if (field === props.field) return;
    setFound(undefined);
    setAsking(field);
    if (field === "login") return;
    const answer = await answerOr("Not changed", ports.call("findEmailSignIn", {}));
    if (answer?.kind === "found") setFound(answer);
    else setAsking(undefined);
  };
  const change = async (authField: AuthField) => {
    setBusy(true);
    const answer = await answerOr(
      "Not changed",
      ports.call("saveCustomersConfig", { settings: { authField } }),
    );
    setBusy(false);
    setAsking(undefined);
    if (answer === undefined) return;
    if (answer.kind === "done")
      notify({ tone: "good", title: `Customers sign in by ${SAID[authField]} now` });
    else notify({ tone: "bad", title: "Not changed", text: "You may not change this setting." });
  };

  return (
    <>
      <Select
        label="Authentication field"
        options={CHOICES}
        value={props.field}
        onChange={(field) => void ask(field)}
        disabled={props.locked}
        hint="What customers type into the first box of their portal's sign-in page. Email: the first address of a customer, which then has to be unique. Only what is chosen here works; open portals stay open."
      />
      <ConfirmDialog
        open={asking() === "email"}
        title="Let customers sign in by e-mail?"
        text={
          <>
            <p>
              From now on only the first e-mail address of a customer signs in, and nobody can be given an
              address that another customer has first. Logins stay, but no longer sign in.
            </p>
            <Show
              when={found()}
              fallback={<Skeleton lines={2} label="Looking for those who could not sign in" />}
            >
              {(now) => <p>{cannotText(now())}</p>}
            </Show>
          </>
        }
        confirm="Sign in by e-mail"
        busy={busy() || found() === undefined}
        onConfirm={() => void change("email")}
        onCancel={() => setAsking(undefined)}
      >
        <Show when={found()}>{(now) => <CannotSignInList found={now()} />}</Show>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking() === "login"}
        title="Let customers sign in by login?"
        text="From now on only the portal login signs in, and customers may share an e-mail address."
        confirm="Sign in by login"
        busy={busy()}
        onConfirm={() => void change("login")}
        onCancel={() => setAsking(undefined)}
      />
    </>
  );
};

const SAID: Readonly<Record<AuthField, string>> = { login: "login", email: "e-mail" };

/** Who cannot sign in as things stand; asked when the page opens, and again at a press. */
const WhoCannot: Component = () => {
  const ports = usePorts();
  const [found, setFound] = createSignal<Found>();
  const [looking, setLooking] = createSignal(true);
  const look = async () => {
    setLooking(true);
    const answer = await answerOr("It is not known who cannot sign in", ports.call("findEmailSignIn", {}));
    setLooking(false);
    if (answer?.kind === "found") setFound(answer);
  };
  onMount(() => void look());
  return (
    <Panel
      title="Customers who cannot sign in"
      end={
        <Button small look="plain" busy={looking()} onClick={() => void look()}>
          Look again
        </Button>
      }
    >
      <Show
        when={found()}
        fallback={
          <Show when={looking()} fallback={<p>They cannot be listed now. Look again when you are online.</p>}>
            <Skeleton lines={3} />
          </Show>
        }
      >
        {(now) => (
          <>
            <p aria-live="polite">{cannotText(now())}</p>
            <CannotSignInList found={now()} />
          </>
        )}
      </Show>
    </Panel>
  );
};

export default PortalSignInPage;
