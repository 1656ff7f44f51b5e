import type { JSX } from "solid-js";
import { saveFile } from "../../lib/save-file.ts";
import { useWorkspace } from "../workspace.tsx";
import type { Cell } from "./cell.ts";
import type { Sheet } from "./deliver.ts";
import { SheetDialog } from "./sheet-dialog.tsx";

/** What a column says outside the screen. */
export interface TextColumn<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  /** Its texts are days (`YYYY-MM-DD`): dates of a spreadsheet, and written in the installation's way on paper. */
  readonly days?: boolean;
}

/** The columns of those that say something outside the screen. */
export function textColumns<Row>(
  columns: readonly (Pick<TextColumn<Row>, "title"> & Partial<TextColumn<Row>>)[],
): readonly TextColumn<Row>[] {
  return columns.filter((column): column is TextColumn<Row> => column.text !== undefined);
}

function cellOf<Row>({ text, days }: TextColumn<Row>, row: Row): Cell {
  const said = text(row);
  return days === true && said !== "" ? { kind: "day", day: said } : { kind: "text", text: said };
}

export interface ExportRowsProps<Row> {
  /** What the file is called, without its ending. */
  readonly name: string;
  /** What stands above it on paper, and names its sheet. */
  readonly title: string;
  readonly columns: readonly TextColumn<Row>[];
  /** Every row that goes out; undefined where it may not be had. */
  readonly everything: () => Promise<readonly Row[] | undefined>;
  /** What is filtered, in words; empty where nothing is. */
  readonly filtered: string;
  /** More than these do not go out at once. */
  readonly most?: number;
  readonly onClose: () => void;
}

/** Brings the rows of a table of texts out, as it is filtered, with the columns shown (14 §2.5). */
export function ExportRows<Row>(props: ExportRowsProps<Row>): JSX.Element {
  const { general } = useWorkspace();
  const whole = () => (props.filtered === "" ? props.title : `${props.title}: ${props.filtered}`);
  const most = () => props.most?.toLocaleString("en") ?? "";

  const sheet = async (): Promise<Sheet | undefined> => {
    const { columns, name, title } = props;
    const filtered = props.filtered;
    const rows = await props.everything();
    if (rows === undefined) return undefined;
    const cut = props.most !== undefined && rows.length >= props.most;
    return {
      name,
      title,
      note: [filtered, cut ? `The first ${most()} lines; there may be more.` : ""]
        .filter((text) => text !== "")
        .join(". "),
      heads: columns.map((column) => column.title),
      lines: rows.map((row) => columns.map((column) => cellOf(column, row))),
    };
  };
  return (
    <SheetDialog
      open
      onClose={() => props.onClose()}
      description={`${whole()}, with the columns shown in the table.${props.most === undefined ? "" : ` At most ${most()} lines at once.`}`}
      unit={["line", "lines"]}
      general={general()}
      save={saveFile}
      collect={sheet}
    />
  );
}
