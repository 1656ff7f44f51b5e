import { Show, createSignal, onCleanup, type Component } from "solid-js";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { ListFilters, ListOrder } from "@trunkline/domain/list/filters";
import { CallError, type Caller } from "../../../data/calls.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Select } from "../../../ui/select.tsx";
import type { Workspace } from "../../workspace.tsx";
import { collect } from "./collect.ts";
import { WAYS, deliver, type Way } from "./deliver.ts";
import { DELIMITERS, type Delimiter } from "./file.ts";
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
  | { readonly kind: "done"; readonly text: string }
  /** The browser wants to see the person press a button before it lets anything into the clipboard. */
  | { readonly kind: "press"; readonly came: number; readonly copy: () => Promise<void> }
  | { readonly kind: "failed"; readonly text: string };

const ACTIONS: Record<Way, string> = { xlsx: "Export", csv: "Export", copy: "Copy", print: "Print" };
const DONE: Record<Way, string> = {
  xlsx: "saved to the file",
  csv: "saved to the file",
  copy: "copied, ready to be pasted into a sheet",
  print: "sent to the print window",
};
const counted = (count: number) => (count === 1 ? "1 customer" : `${count.toLocaleString("en")} customers`);

function reason(cause: unknown): string {
  const offline = cause instanceof CallError && cause.failure === "offline";
  return offline
    ? "No connection. Nothing was saved; try again when you are back online."
    : "That did not work. Try again.";
}

/** Saves exactly what is filtered, with the columns and the order on the screen, as a file (14 §2.5). */
export const ExportDialog: Component<ExportDialogProps> = (props) => {
  const [format, setFormat] = createSignal<Way>("xlsx");
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
      const general = workspace.general();
      const names = {
        directory: workspace.directory(),
        decimals: general?.money.decimals ?? 2,
        fields: workspace.fields(),
      };
      const came = collected.rows.length;
      const delivered = await deliver(aim, {
        heads: columns.map(({ title }) => title),
        lines: collected.rows.map((row) =>
          columns.map(({ id }, index) => cellOf(id, row.values[index] ?? null, names)),
        ),
        title: "Customers",
        note: props.count,
        general,
        save: (name, content) => {
          controller.signal.throwIfAborted();
          save(name, content);
        },
      });
      if (controller.signal.aborted) return;
      setProgress(
        delivered === "done"
          ? { kind: "done", text: `${counted(came)} ${DONE[aim.format]}.` }
          : { kind: "press", came, copy: delivered },
      );
    } catch (cause) {
      if (!controller.signal.aborted) setProgress({ kind: "failed", text: reason(cause) });
    }
  };
  const told = () => {
    const now = progress();
    if (now.kind === "running") return `${counted(now.came)} read …`;
    if (now.kind === "press") return `${counted(now.came)} read. Press Copy once more to take them along.`;
    return now.kind === "done" || now.kind === "failed" ? now.text : "";
  };
  const press = async () => {
    const now = progress();
    if (now.kind !== "press") return run();
    try {
      await now.copy();
      setProgress({ kind: "done", text: `${counted(now.came)} ${DONE.copy}.` });
    } catch {
      setProgress({
        kind: "failed",
        text: "This browser lets nothing into the clipboard. Save a file instead.",
      });
    }
  };
  const choose = (wanted: Way) => {
    cancel();
    setFormat(wanted);
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
          <Button look="primary" busy={busy()} onClick={() => void press()}>
            {ACTIONS[format()]}
          </Button>
        </>
      }
    >
      <Select label="Format" options={WAYS} value={format()} onChange={choose} />
      <Show when={format() === "csv"}>
        <Select label="Delimiter" options={DELIMITERS} value={delimiter()} onChange={setDelimiter} />
      </Show>
      <Show when={format() === "print"}>
        <p>For a PDF file choose to save as PDF where the browser asks for a printer.</p>
      </Show>
      <p role="status" class="number">
        {told()}
      </p>
    </Dialog>
  );
};
