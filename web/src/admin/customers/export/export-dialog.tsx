import { Show, createSignal, onCleanup, type Component } from "solid-js";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { ListFilters, ListOrder } from "@trunkline/domain/list/filters";
import { CallError, type Caller } from "../../../data/calls.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Select } from "../../../ui/select.tsx";
import type { Workspace } from "../../workspace.tsx";
import { collect } from "./collect.ts";
import { DELIMITERS, FORMATS, fileOf, type Delimiter, type Format } from "./file.ts";
import { cellOf } from "./values.ts";

interface ExportDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly workspace: Workspace;
  readonly call: Caller;
  readonly filters: ListFilters;
  /** The whole list in its order, where the index answers it; else undefined. */
  readonly ids: () => Promise<readonly CustomerId[] | undefined>;
  readonly order: ListOrder;
  readonly descending: boolean;
  readonly columns: readonly { readonly id: string; readonly title: string }[];
  /** What the list says it shows: "37 of 250 customers". */
  readonly count: string;
  readonly save: (name: string, content: Blob) => void;
}

type Progress =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly came: number }
  | { readonly kind: "done"; readonly came: number }
  | { readonly kind: "failed"; readonly text: string };

function reason(cause: unknown): string {
  const offline = cause instanceof CallError && cause.failure === "offline";
  return offline
    ? "No connection. Nothing was saved; try again when you are back online."
    : "That did not work. Try again.";
}

/** Saves exactly what is filtered, with the columns and the order on the screen, as a file (14 §2.5). */
export const ExportDialog: Component<ExportDialogProps> = (props) => {
  const [format, setFormat] = createSignal<Format>("xlsx");
  const [delimiter, setDelimiter] = createSignal<Delimiter>(",");
  const [progress, setProgress] = createSignal<Progress>({ kind: "idle" });
  let running: AbortController | undefined;
  const cancel = () => {
    running?.abort();
    running = undefined;
    setProgress({ kind: "idle" });
  };
  onCleanup(cancel);
  const close = () => {
    cancel();
    props.onClose();
  };
  const busy = () => progress().kind === "running";

  const run = async () => {
    const { filters, order, descending, columns, call, workspace, save } = props;
    const listed = { filters, order, descending, columns: columns.map(({ id }) => id) };
    const aim = { format: format(), delimiter: delimiter() };
    const controller = new AbortController();
    running = controller;
    setProgress({ kind: "running", came: 0 });
    try {
      const ids = await props.ids();
      const collected = await collect(
        call,
        { ...listed, ids },
        (came) => !controller.signal.aborted && setProgress({ kind: "running", came }),
        controller.signal,
      );
      if (collected.kind === "refused") {
        setProgress({ kind: "failed", text: "You may not export this any more." });
        return;
      }
      const decimals = workspace.general()?.money.decimals ?? 2;
      const names = { directory: workspace.directory(), decimals, fields: workspace.fields() };
      const heads = columns.map(({ title }) => title);
      const lines = collected.rows.map((row) =>
        columns.map(({ id }, index) => cellOf(id, row.values[index] ?? null, names)),
      );
      const content = await fileOf(heads, lines, { ...aim, decimals });
      controller.signal.throwIfAborted();
      save(`customers.${aim.format}`, content);
      setProgress({ kind: "done", came: collected.rows.length });
    } catch (cause) {
      if (!controller.signal.aborted) setProgress({ kind: "failed", text: reason(cause) });
    }
  };
  const told = () => {
    const now = progress();
    if (now.kind === "running") return `${now.came} customers read …`;
    if (now.kind === "done") return `${now.came} customers saved to the file.`;
    return now.kind === "failed" ? now.text : "";
  };

  return (
    <Dialog
      open={props.open}
      onClose={close}
      title="Export"
      description={`${props.count}, as filtered, with the columns you see. Passwords are never exported.`}
      actions={
        <>
          <Button onClick={() => (busy() ? cancel() : close())}>{busy() ? "Cancel" : "Close"}</Button>
          <Button look="primary" busy={busy()} onClick={() => void run()}>
            Export
          </Button>
        </>
      }
    >
      <Select label="Format" options={FORMATS} value={format()} onChange={setFormat} />
      <Show when={format() === "csv"}>
        <Select label="Delimiter" options={DELIMITERS} value={delimiter()} onChange={setDelimiter} />
      </Show>
      <p role="status" class="number">
        {told()}
      </p>
    </Dialog>
  );
};
