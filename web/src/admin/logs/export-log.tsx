import { Show, createSignal, type JSX } from "solid-js";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Select } from "../../ui/select.tsx";
import { csvOf } from "../customers/export/csv.ts";
import { saveFile } from "../../lib/save-file.ts";

/** What a column says in a file. */
export interface LogColumn<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
}

const FORMATS = [
  { value: "xlsx", label: "Excel (XLSX)" },
  { value: "csv", label: "CSV" },
] as const;

interface ExportLogProps<Row> {
  readonly name: string;
  readonly columns: readonly LogColumn<Row>[];
  readonly everything: () => Promise<readonly Row[]>;
  readonly onClose: () => void;
}

/** Saves a log as it is filtered, with the columns shown, as a file (14 §2.5). */
export function ExportLog<Row>(props: ExportLogProps<Row>): JSX.Element {
  const [format, setFormat] = createSignal<(typeof FORMATS)[number]["value"]>("xlsx");
  const [busy, setBusy] = createSignal(false);
  const [told, setTold] = createSignal("");
  const run = async () => {
    setBusy(true);
    setTold("");
    try {
      const rows = await props.everything();
      const heads = props.columns.map(({ title }) => title);
      const lines = rows.map((row) => props.columns.map(({ text }) => text(row)));
      const content =
        format() === "csv"
          ? new Blob([csvOf([heads, ...lines], ",")], { type: "text/csv;charset=utf-8" })
          : await (
              await import("../customers/export/xlsx.ts")
            ).xlsxOf(
              heads,
              lines.map((line) => line.map((text) => ({ kind: "text" as const, text }))),
              0,
            );
      saveFile(`${props.name}.${format()}`, content);
      setTold(`${rows.length} lines saved to the file.`);
    } catch {
      setTold("That did not work. Try again when you are online.");
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title="Export"
      description="What passes the filters, with the columns you see."
      actions={
        <>
          <Button onClick={() => props.onClose()}>Close</Button>
          <Button look="primary" busy={busy()} onClick={() => void run()}>
            Export
          </Button>
        </>
      }
    >
      <Select label="Format" options={FORMATS} value={format()} onChange={setFormat} />
      <Show when={told()}>
        <p role="status">{told()}</p>
      </Show>
    </Dialog>
  );
}
