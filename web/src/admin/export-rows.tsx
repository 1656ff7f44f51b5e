import { Show, createSignal, type JSX } from "solid-js";
import { saveFile } from "../lib/save-file.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Select } from "../ui/select.tsx";
import { DELIMITERS, FORMATS, fileOf, type Delimiter, type Format } from "./customers/export/file.ts";

/** What a column says in a file. */
export interface TextColumn<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
}

interface ExportRowsProps<Row> {
  readonly name: string;
  readonly columns: readonly TextColumn<Row>[];
  /** Every row for the file; undefined where it may not be had. */
  readonly everything: () => Promise<readonly Row[] | undefined>;
  readonly description: string;
  readonly onClose: () => void;
}

/** Saves the rows of a table of texts, as it is filtered, with the columns shown, as a file (14 §2.5). */
export function ExportRows<Row>(props: ExportRowsProps<Row>): JSX.Element {
  const [format, setFormat] = createSignal<Format>("xlsx");
  const [delimiter, setDelimiter] = createSignal<Delimiter>(",");
  const [busy, setBusy] = createSignal(false);
  const [told, setTold] = createSignal("");
  const run = async () => {
    setBusy(true);
    setTold("");
    try {
      const rows = await props.everything();
      if (rows === undefined) {
        setTold("You may not export this any more.");
        return;
      }
      const heads = props.columns.map(({ title }) => title);
      const lines = rows.map((row) =>
        props.columns.map(({ text }) => ({ kind: "text" as const, text: text(row) })),
      );
      const content = await fileOf(heads, lines, { format: format(), delimiter: delimiter(), decimals: 0 });
      saveFile(`${props.name}.${format()}`, content);
      setTold(`${rows.length} ${rows.length === 1 ? "line" : "lines"} saved to the file.`);
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
      description={props.description}
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
      <Show when={format() === "csv"}>
        <Select label="Delimiter" options={DELIMITERS} value={delimiter()} onChange={setDelimiter} />
      </Show>
      <p role="status" class="number">
        {told()}
      </p>
    </Dialog>
  );
}
