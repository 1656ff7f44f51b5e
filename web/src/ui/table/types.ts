import type { JSX } from "solid-js";

/** Which columns show, in order, how wide, and how rows are ordered and filtered. Plain data, to be stored. */
export interface TableView {
  readonly columns: readonly { readonly id: string; readonly width?: number }[];
  readonly sort?: { readonly column: string; readonly descending: boolean };
  readonly filters: Readonly<Record<string, string>>;
}

/** One column a table can show. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** Pixels until the person changes it. */
  readonly width: number;
  /** Takes the room that is left. */
  readonly grows?: boolean;
  /** Numbers and money stand at the end. */
  readonly align?: "start" | "end";
  readonly cell: (row: Row) => JSX.Element;
  readonly sortable?: boolean;
  /** A control for the filter row: a text box, a range of days (`from..to`), or choices of which any may hold (`a,b`). */
  readonly filter?: "text" | "days" | readonly { readonly value: string; readonly label: string }[];
}

/** What the rows can be, so that an empty list and a loading one never look the same. */
export type TableState = "pending" | "ready" | "failed";

export interface TableSelection {
  readonly ids: ReadonlySet<string>;
  readonly onChange: (ids: ReadonlySet<string>) => void;
}

export interface TableProps<Row extends { readonly id: string }> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly view: TableView;
  readonly onView: (view: TableView) => void;
  readonly rows: readonly Row[];
  readonly state: TableState;
  /** Name of a row for screen readers: "Select Ann Lee". */
  readonly rowName: (row: Row) => string;
  readonly selection?: TableSelection | undefined;
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** The filter row shows. */
  readonly filtering?: boolean | undefined;
  /** Called when the end comes near: fetch more. */
  readonly onNearEnd?: (() => void) | undefined;
  /** Changes of it light the row up once: a colleague saved something. */
  readonly mark?: ((row: Row) => unknown) | undefined;
  readonly empty: JSX.Element;
  readonly failed?: JSX.Element;
}
