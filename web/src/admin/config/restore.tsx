import { For, Match, Show, Switch, createSignal, onMount, type Component } from "solid-js";
import { A } from "@solidjs/router";
import type { DeletedCustomer, TakenSignIn } from "@trunkline/domain/calls/customers";
import { problemText } from "@trunkline/domain/customer/problem";
import Download from "lucide-solid/icons/download";
import { usePorts } from "../../data/ports.tsx";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Page, Panel } from "../../ui/page.tsx";
import { EmptyState, Skeleton } from "../../ui/states.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { Moment, absoluteTime, useTime } from "../../ui/time.tsx";
import { notify } from "../../ui/toast.tsx";
import { ExportRows, type TextColumn } from "../export-rows.tsx";
import { useWorkspace } from "../workspace.tsx";
import { ConfigGate } from "./access.tsx";
import { answerOr } from "./ask.ts";
import { NewSignIn, type SignInChoice } from "./new-sign-in.tsx";
import "./restore.css";

const CRUMBS = [{ text: "Config", href: "/config" }, { text: "Tools" }];
const NOT_RESTORED = "The customer was not restored";

/** Finds deleted customers and brings them back (11 §8.4). */
const RestoreCustomers: Component = () => (
  <ConfigGate area="tools">
    <Restore />
  </ConfigGate>
);

/** Who is to come back, and what he signs in by that others have now. */
interface Needing {
  readonly row: DeletedCustomer;
  readonly fields: readonly TakenSignIn[];
}

const AS_THEY_WERE: SignInChoice = { login: null, email: null };

const Restore: Component = () => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const sense = useTime();
  const [text, setText] = createSignal("");
  const [rows, setRows] = createSignal<readonly DeletedCustomer[]>();
  const [searched, setSearched] = createSignal("");
  const [searching, setSearching] = createSignal(false);
  const [restoring, setRestoring] = createSignal<string>();
  const [more, setMore] = createSignal(false);
  const [exporting, setExporting] = createSignal(false);
  const [needing, setNeeding] = createSignal<Needing>();
  const [errors, setErrors] = createSignal<Partial<Record<TakenSignIn, string>>>({});

  const search = async () => {
    const wanted = text().trim();
    setSearching(true);
    const answer = await answerOr(
      "The search did not work",
      ports.call("findDeleted", { text: wanted, forFile: false }),
    );
    setSearching(false);
    if (answer?.kind !== "found") return;
    setSearched(wanted);
    setRows(answer.rows);
    setMore(answer.more);
  };
  onMount(() => void search());

  const restore = async (row: DeletedCustomer, chosen: SignInChoice) => {
    setRestoring(row.customerId);
    const answer = await answerOr(
      NOT_RESTORED,
      ports.call("restoreCustomer", { customerId: row.customerId, ...chosen }),
    );
    setRestoring(undefined);
    switch (answer?.kind) {
      case undefined:
        return;
      case "done":
        setNeeding(undefined);
        setRows((all) => all?.filter((one) => one.customerId !== row.customerId));
        notify({ tone: "good", title: `${row.name} is back`, text: `ID ${row.number}, status Inactive.` });
        return;
      case "needed": {
        // What was asked for before stays: it was chosen, and can be changed again.
        const asked = needing()?.fields ?? [];
        setErrors({});
        setNeeding({ row, fields: [...new Set([...asked, ...answer.fields])] });
        return;
      }
      case "fields": {
        const { login, email } = answer.problems;
        if (login !== undefined || email !== undefined)
          setErrors({
            ...(login === undefined ? {} : { login: problemText(login, "login") }),
            ...(email === undefined ? {} : { email: problemText(email, "emails") }),
          });
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
        setNeeding(undefined);
        notify({
          tone: "warn",
          title: NOT_RESTORED,
          text: "The record was restored already, or it is outside what you may see.",
        });
    }
  };

  const columns: readonly TextColumn<DeletedCustomer>[] = [
    { title: "ID", text: (row) => String(row.number) },
    { title: "Full name", text: (row) => row.name },
    { title: "Portal login", text: (row) => row.login },
    { title: "Phone number", text: (row) => row.phones.join(", ") },
    { title: "Deleted", text: (row) => (row.deletedAt > 0 ? absoluteTime(row.deletedAt, sense) : "") },
  ];
  const everything = async () => {
    const answer = await ports.call("findDeleted", { text: searched(), forFile: true });
    return answer.kind === "found" ? answer.rows : undefined;
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
      <Panel
        title="Deleted customers"
        end={
          <Show when={workspace.may("customers.list.export") && (rows()?.length ?? 0) > 0}>
            <IconButton
              label="Export"
              icon={<Download size={16} aria-hidden="true" />}
              onClick={() => setExporting(true)}
            />
          </Show>
        }
      >
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
                  <th scope="col">Phone number</th>
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
                      <td>{row.phones.join(", ")}</td>
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
                          onClick={() => void restore(row, AS_THEY_WERE)}
                        >
                          Restore
                        </Button>
                      </td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
            <Show when={more()}>
              <p>The latest {rows()?.length} are shown. Type more to find others.</p>
            </Show>
          </Match>
        </Switch>
        <p>
          A restored customer is found in <A href="/customers?status=inactive">Customers, status Inactive</A>.
        </p>
      </Panel>
      <Show when={needing()?.row} keyed>
        {(row) => (
          <NewSignIn
            name={row.name}
            login={row.login}
            fields={needing()?.fields ?? []}
            busy={restoring() !== undefined}
            errors={errors()}
            onRestore={(chosen) => void restore(row, chosen)}
            onClose={() => setNeeding(undefined)}
          />
        )}
      </Show>
      <Show when={exporting()}>
        <ExportRows
          name="deleted-customers"
          description={`Deleted customers ${searched() === "" ? "" : `that match “${searched()}”, `}with the columns you see.`}
          columns={columns}
          everything={everything}
          onClose={() => setExporting(false)}
        />
      </Show>
    </Page>
  );
};

export default RestoreCustomers;
