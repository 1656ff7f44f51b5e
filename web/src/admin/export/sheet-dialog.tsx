import { Show, createSignal, onCleanup, type Component } from "solid-js";
import CircleAlert from "lucide-solid/icons/circle-alert";
import type { GeneralConfig } from "@trunkline/domain/config/general";
import { CallError } from "../../data/calls.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Select } from "../../ui/select.tsx";
import { WAYS, deliver, type Sheet, type Way } from "./deliver.ts";
import { DELIMITERS, type Delimiter } from "./file.ts";

interface SheetDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** What goes out. */
  readonly description: string;
  /** One of them, and several: what is counted. */
  readonly unit: readonly [one: string, many: string];
  readonly general: GeneralConfig | undefined;
  readonly save: (name: string, content: Blob) => void;
  /** Reads all of it and tells how many came; undefined where it may not be had any more. Stops with the signal. */
  readonly collect: (onCame: (count: number) => void, signal: AbortSignal) => Promise<Sheet | undefined>;
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

function reason(cause: unknown): string {
  const offline = cause instanceof CallError && cause.failure === "offline";
  return offline
    ? "No connection. Nothing was saved; try again when you are back online."
    : "That did not work. Try again.";
}

/** Asks where a table goes and brings it there: a file, paper, the clipboard (14 §2.5). */
export const SheetDialog: Component<SheetDialogProps> = (props) => {
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
  const counted = (count: number) =>
    `${count.toLocaleString("en")} ${count === 1 ? props.unit[0] : props.unit[1]}`;

  const run = async () => {
    const { collect, general, save } = props;
    const aim = { format: format(), delimiter: delimiter() };
    const controller = new AbortController();
    running = controller;
    setProgress({ kind: "running", came: 0 });
    try {
      const sheet = await collect(
        (came) => !controller.signal.aborted && setProgress({ kind: "running", came }),
        controller.signal,
      );
      controller.signal.throwIfAborted();
      if (sheet === undefined) {
        setProgress({ kind: "failed", text: "You may not export this any more." });
        return;
      }
      const came = sheet.lines.length;
      const delivered = await deliver(aim, sheet, {
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
      description={props.description}
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
      <Show when={format() === "csv" || format() === "copy"}>
        <p>
          An apostrophe stands before values that begin with =, +, - or @, so that no spreadsheet runs them as
          formulas. Phone numbers of a plus, digits and blanks stay as they are, and a spreadsheet may take
          their plus away; with brackets, dashes or dots they have the apostrophe too. Excel (XLSX) has all of
          it unchanged.
        </p>
      </Show>
      <Show when={format() === "print"}>
        <p>For a PDF file choose to save as PDF where the browser asks for a printer.</p>
      </Show>
      <p role="status" class="number" classList={{ "field-error": progress().kind === "failed" }}>
        <Show when={progress().kind === "failed"}>
          <CircleAlert size={14} aria-hidden="true" />
        </Show>
        {told()}
      </p>
    </Dialog>
  );
};
