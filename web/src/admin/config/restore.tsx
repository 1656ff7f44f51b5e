import { Show, createSignal, onMount, type Component } from "solid-js";
import { A } from "@solidjs/router";
import type { DeletedCustomer, TakenSignIn } from "@trunkline/domain/calls/customers";
import { problemText } from "@trunkline/domain/customer/problem";
import { usePorts } from "../../data/ports.tsx";
import { makePresses } from "../../lib/press.ts";
import { Button } from "../../ui/button.tsx";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { Table } from "../../ui/table/table.tsx";
import type { Column } from "../../ui/table/types.ts";
import { shownColumns } from "../../ui/table/view.ts";
import { TextField } from "../../ui/text-field.tsx";
import { Moment, absoluteTime, useTime } from "../../ui/time.tsx";
import { notify } from "../../ui/toast.tsx";
import { ColumnsButton } from "../columns-button.tsx";
import { fieldLabel } from "../customer/labels.ts";
import { createTableView } from "../customers/table-view.ts";
import { ExportButton } from "../export/export-button.tsx";
import { textColumns, type TextColumn } from "../export/export-rows.tsx";
import { useWorkspace } from "../workspace.tsx";
import { ConfigGate } from "./access.tsx";
import { answerOr } from "./ask.ts";
import { NewSignIn, type SignInChoice } from "./new-sign-in.tsx";
import "./config.css";
import "./restore.css";

const CRUMBS = [{ text: "Config", href: "/config" }, { text: "Tools" }];
const NOT_RESTORED = "The customer was not restored";

/** Finds deleted customers and brings them back (11 §8.4). */
const RestoreCustomers: Component = () => (
  <ConfigGate area="tools">
    <Restore />
  </ConfigGate>
);

type Row = DeletedCustomer & { readonly id: string };

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
  const [found, setFound] = createSignal<readonly Row[]>();
  const rows = () => found() ?? [];
  const [searched, setSearched] = createSignal("");
  const [searching, setSearching] = createSignal(false);
  const [failed, setFailed] = createSignal(false);
  const [restoring, setRestoring] = createSignal<string>();
  const [more, setMore] = createSignal(false);
  const [needing, setNeeding] = createSignal<Needing>();
  const [errors, setErrors] = createSignal<Partial<Record<TakenSignIn, string>>>({});
  const press = makePresses<object>();

  const search = async () => {
    const wanted = text().trim();
    setSearching(true);
    const answer = await answerOr(
      "The search did not work",
      ports.call("findDeleted", { text: wanted, forFile: false }),
    );
    setSearching(false);
    setFailed(answer?.kind !== "found");
    if (answer?.kind !== "found") return;
    setSearched(wanted);
    setFound(answer.rows.map((row) => ({ ...row, id: row.customerId })));
    setMore(answer.more);
  };
  onMount(() => void search());

  const restore = async (row: DeletedCustomer, chosen: SignInChoice) => {
    setRestoring(row.customerId);
    const mine = press(row.customerId);
    const wish = { customerId: row.customerId, ...chosen };
    const answer = await answerOr(
      NOT_RESTORED,
      ports.call("restoreCustomer", { key: mine.keyOf(wish), ...wish }),
    );
    setRestoring(undefined);
    if (answer !== undefined) mine.answered();
    switch (answer?.kind) {
      case undefined:
        return;
      case "done":
        setNeeding(undefined);
        setFound((all) => all?.filter((one) => one.customerId !== row.customerId));
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
            text: Object.entries(answer.problems)
              .map(([key, problem]) => `${fieldLabel(key, workspace.fields())}: ${problemText(problem, key)}`)
              .join(" "),
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

  const columns: readonly (Column<Row> & Partial<TextColumn<DeletedCustomer>>)[] = [
    {
      id: "number",
      title: "ID",
      width: 76,
      align: "end",
      cell: { text: (row) => String(row.number) },
      text: (row) => String(row.number),
    },
    {
      id: "name",
      title: "Full name",
      width: 200,
      grows: true,
      cell: { text: (row) => row.name, isolated: true },
      text: (row) => row.name,
    },
    {
      id: "login",
      title: "Portal login",
      width: 150,
      cell: { text: (row) => row.login },
      text: (row) => row.login,
    },
    {
      id: "phones",
      title: "Phone number",
      width: 180,
      cell: { text: (row) => row.phones.join(", "), isolated: true },
      text: (row) => row.phones.join(", "),
    },
    {
      id: "deletedAt",
      title: "Deleted",
      // The longest of them: "10 minutes ago · 2026-03-04 12:34 PM".
      width: 270,
      cell: (row) => (
        <Show when={row().deletedAt > 0} fallback="—">
          <Moment at={row().deletedAt} />
        </Show>
      ),
      text: (row) => (row.deletedAt > 0 ? absoluteTime(row.deletedAt, sense) : ""),
    },
    {
      id: "actions",
      title: "Actions",
      width: 110,
      cell: (row) => (
        <Button
          small
          busy={restoring() === row().customerId}
          aria-label={`Restore ${row().name}`}
          onClick={() => void restore(row(), AS_THEY_WERE)}
        >
          Restore
        </Button>
      ),
    },
  ];
  const arranged = createTableView(
    ports.preferences,
    "deleted-customers",
    columns.map(({ id }) => id),
  );
  const view = () => ({ ...arranged.view(), filters: {} });
  const exported = () => textColumns<DeletedCustomer>(shownColumns(columns, view()));
  const everything = async () => {
    const answer = await ports.call("findDeleted", { text: searched(), forFile: true });
    return answer.kind === "found" ? answer.rows : undefined;
  };

  return (
    <Page
      title="Restore deleted customers"
      full
      crumbs={CRUMBS}
      actions={
        <>
          <Show when={rows().length > 0}>
            <ExportButton
              name="deleted-customers"
              title="Deleted customers"
              filtered={searched() === "" ? "" : `matching “${searched()}”`}
              columns={exported()}
              everything={everything}
            />
          </Show>
          <ColumnsButton columns={columns} arranged={arranged} />
        </>
      }
    >
      <div class="config-table">
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
        <p class="field-hint">
          A restored customer is found in <A href="/customers?status=inactive">Customers, status Inactive</A>.
          <Show when={more()}> The latest {rows().length} are shown; type more to find others.</Show>
        </p>
        <Table
          label="Deleted customers"
          columns={columns}
          view={view()}
          onView={(next) => arranged.set(next)}
          rows={rows()}
          state={found() !== undefined ? "ready" : failed() && !searching() ? "failed" : "pending"}
          failed={
            <ErrorState title="Deleted customers cannot be shown" onRetry={() => void search()}>
              The server gave no answer.
            </ErrorState>
          }
          rowName={(row) => row.name}
          empty={
            <EmptyState
              title={searched() === "" ? "No customer was deleted" : "No deleted customer matches"}
              compact
            />
          }
        />
      </div>
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
    </Page>
  );
};

export default RestoreCustomers;
