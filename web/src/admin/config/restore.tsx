import { For, Match, Show, Switch, createSignal, onMount, type Component } from "solid-js";
import { A } from "@solidjs/router";
import type { DeletedCustomer } from "@trunkline/domain/calls/customers";
import { problemText } from "@trunkline/domain/customer/problem";
import { usePorts } from "../../data/ports.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Page, Panel } from "../../ui/page.tsx";
import { EmptyState, Skeleton } from "../../ui/states.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { Moment } from "../../ui/time.tsx";
import { notify } from "../../ui/toast.tsx";
import { ConfigGate } from "./access.tsx";
import { answerOr } from "./ask.ts";
import "./restore.css";

const CRUMBS = [{ text: "Config", href: "/config" }, { text: "Tools" }];
const NOT_RESTORED = "The customer was not restored";

/** Finds deleted customers and brings them back (11 §8.4). */
const RestoreCustomers: Component = () => (
  <ConfigGate area="tools">
    <Restore />
  </ConfigGate>
);

const Restore: Component = () => {
  const ports = usePorts();
  const [text, setText] = createSignal("");
  const [rows, setRows] = createSignal<readonly DeletedCustomer[]>();
  const [searched, setSearched] = createSignal("");
  const [searching, setSearching] = createSignal(false);
  const [restoring, setRestoring] = createSignal<string>();
  const [needsLogin, setNeedsLogin] = createSignal<DeletedCustomer>();
  const [loginError, setLoginError] = createSignal<string>();

  const search = async () => {
    const wanted = text().trim();
    setSearching(true);
    const answer = await answerOr("The search did not work", ports.call("findDeleted", { text: wanted }));
    setSearching(false);
    if (answer?.kind !== "found") return;
    setSearched(wanted);
    setRows(answer.rows);
  };
  onMount(() => void search());

  const restore = async (row: DeletedCustomer, login: string | null) => {
    setRestoring(row.customerId);
    const answer = await answerOr(
      NOT_RESTORED,
      ports.call("restoreCustomer", { customerId: row.customerId, login }),
    );
    setRestoring(undefined);
    switch (answer?.kind) {
      case undefined:
        return;
      case "done":
        setNeedsLogin(undefined);
        setRows((all) => all?.filter((one) => one.customerId !== row.customerId));
        notify({ tone: "good", title: `${row.name} is back`, text: `ID ${row.number}, status Inactive.` });
        return;
      case "login-needed":
        setLoginError(undefined);
        setNeedsLogin(row);
        return;
      case "fields": {
        const problem = answer.problems["login"];
        if (problem !== undefined && needsLogin() !== undefined) setLoginError(problemText(problem, "login"));
        else
          notify({
            tone: "bad",
            title: NOT_RESTORED,
            text: "A value that must be unique is used by another customer now.",
          });
        return;
      }
      case "not-allowed":
      case "not-found":
        setNeedsLogin(undefined);
        notify({
          tone: "warn",
          title: NOT_RESTORED,
          text: "The record was restored already, or it is outside what you may see.",
        });
    }
  };

  return (
    <Page title="Restore deleted customers" crumbs={CRUMBS}>
      <form
        class="restore-search"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          void search();
        }}
      >
        <TextField label="ID, login, full name or phone" type="search" value={text()} onInput={setText} />
        <Button type="submit" busy={searching()}>
          Find
        </Button>
      </form>
      <Panel title="Deleted customers">
        <Switch>
          <Match when={rows() === undefined}>
            <Skeleton lines={4} label="Looking for deleted customers" />
          </Match>
          <Match when={rows()?.length === 0}>
            <EmptyState
              title={searched() === "" ? "No customer was deleted" : "No deleted customer matches"}
              compact
            />
          </Match>
          <Match when={rows()}>
            <table class="restore-table">
              <thead>
                <tr>
                  <th scope="col">ID</th>
                  <th scope="col">Full name</th>
                  <th scope="col">Portal login</th>
                  <th scope="col">Deleted</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                <For each={rows()}>
                  {(row) => (
                    <tr>
                      <td class="number">{row.number}</td>
                      <th scope="row" dir="auto">
                        {row.name}
                      </th>
                      <td>{row.login}</td>
                      <td>
                        <Show when={row.deletedAt > 0} fallback="—">
                          <Moment at={row.deletedAt} />
                        </Show>
                      </td>
                      <td>
                        <Button
                          small
                          busy={restoring() === row.customerId}
                          aria-label={`Restore ${row.name}`}
                          onClick={() => void restore(row, null)}
                        >
                          Restore
                        </Button>
                      </td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
            <Show when={rows()?.length === 50}>
              <p>The latest 50 are shown. Type more to find others.</p>
            </Show>
          </Match>
        </Switch>
        <p>
          A restored customer is found in <A href="/customers?status=inactive">Customers, status Inactive</A>.
        </p>
      </Panel>
      <Show when={needsLogin()} keyed>
        {(row) => (
          <NewLogin
            row={row}
            busy={restoring() !== undefined}
            error={loginError()}
            onRestore={(login) => void restore(row, login)}
            onClose={() => setNeedsLogin(undefined)}
          />
        )}
      </Show>
    </Page>
  );
};

interface NewLoginProps {
  readonly row: DeletedCustomer;
  readonly busy: boolean;
  readonly error: string | undefined;
  readonly onRestore: (login: string) => void;
  readonly onClose: () => void;
}

/** The old login belongs to somebody else by now (11 §8.6). */
const NewLogin: Component<NewLoginProps> = (props) => {
  const [login, setLogin] = createSignal("");
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title="A new portal login is needed"
      description={`The login ${props.row.login} was given to another customer meanwhile. Choose another one for ${props.row.name}.`}
      actions={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button look="primary" type="submit" form="new-login" busy={props.busy}>
            Restore
          </Button>
        </>
      }
    >
      <form
        id="new-login"
        onSubmit={(event) => {
          event.preventDefault();
          if (login().trim() !== "") props.onRestore(login().trim());
        }}
      >
        <TextField
          label="Portal login"
          value={login()}
          onInput={setLogin}
          error={props.error}
          autofocus
          required
        />
      </form>
    </Dialog>
  );
};

export default RestoreCustomers;
