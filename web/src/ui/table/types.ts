import type { Accessor, JSX } from "solid-js";
import type { Seat } from "./create-seat.ts";

/** Which columns show, in order, how wide, and how rows are ordered and filtered. Plain data, to be stored. */
export interface TableView {
  readonly columns: readonly { readonly id: string; readonly width?: number }[];
  readonly sort?: { readonly column: string; readonly descending: boolean };
  readonly filters: Readonly<Record<string, string>>;
}

/** What narrows a column; amounts are typed as people write them and kept in the minor unit. */
export type ColumnFilter =
  | "text"
  | "days"
  | "numbers"
  | { readonly kind: "money"; readonly decimals: number }
  | readonly { readonly value: string; readonly label: string }[];

/** A text, written straight into the row's copy of its mould: it costs a row hardly more than its letters. */
export interface TextCell<Row> {
  readonly text: (row: Row) => string;
  /** Written by people, in whatever direction: kept apart from what stands around it. */
  readonly isolated?: boolean;
  /** Where it leads. */
  readonly href?: (row: Row) => string;
  /** Classes of the text. */
  readonly look?: (row: Row) => string;
  /** What else stands in the cell, while something does. */
  readonly beside?: { readonly when: (row: Row) => boolean; readonly draw: DrawnCell<Row> };
}

/** Of a few pictures, each copied from its mould: which ones, told by what makes them (see `moulded`). */
export interface StampCell<Row> {
  readonly stamp: (
    row: Row,
    /** Pixels of the column; a row whose pictures depend on it follows it. */
    width: () => number,
  ) => Stamps;
}

export interface Stamps {
  readonly pictures: readonly (() => JSX.Element)[];
  /** All of them surely stand whole in the column: see fits.ts. */
  readonly whole: boolean;
}

/** Anything else. Called once for a row; what it reads of the row it follows. */
export type DrawnCell<Row> = (row: Accessor<Row>) => JSX.Element;

/** One column a table can show. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** Pixels until the person changes it. */
  readonly width: number;
  /** Takes the room that is left. */
  readonly grows?: boolean;
  /** Says who the row is: stays in sight when the table is scrolled sideways. */
  readonly pinned?: boolean;
  /** Numbers and money stand at the end. */
  readonly align?: "start" | "end";
  readonly cell: TextCell<Row> | StampCell<Row> | DrawnCell<Row>;
  readonly sortable?: boolean;
  /** A control for the filter row: a text box, a range of days or numbers (`from..to`), or choices of which any may hold (`a,b`). */
  readonly filter?: ColumnFilter;
}

/** What the rows can be, so that an empty list and a loading one never look the same. */
export type TableState = "pending" | "ready" | "failed";

export interface TableSelection {
  readonly ids: ReadonlySet<string>;
  readonly onChange: (ids: ReadonlySet<string>) => void;
  /** How much of the list is selected, and what the heading's box does, where not all of it is here. */
  readonly coverage?: "none" | "some" | "all" | undefined;
  readonly onAll?: ((on: boolean) => void) | undefined;
}

/** A list that is not here as a whole: how long it is, and the rows around what is in sight. */
export interface LongRows<Row> {
  readonly count: number;
  /** The id at a place; undefined while it is not known. */
  idAt(place: number): string | undefined;
  /** Where a row stands, or -1 when that is not known. */
  placeOf(id: string): number;
  /** Undefined while it is on its way; it may be at this place, or was there before others came. */
  row(id: string, place: number): Row | undefined;
  /** The ids from one place to another, both among them. */
  between(from: number, to: number): Promise<readonly string[]>;
}

export interface TableProps<Row extends { readonly id: string }> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly view: TableView;
  readonly onView: (view: TableView) => void;
  readonly rows: readonly Row[];
  /** Read instead of `rows` while it is there. */
  readonly long?: LongRows<Row> | undefined;
  /** What the list answers; another one begins at its start. */
  readonly question?: string | undefined;
  readonly state: TableState;
  /** Name of a row for screen readers: "Select Ann Lee". */
  readonly rowName: (row: Row) => string;
  readonly selection?: TableSelection | undefined;
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** The filter row shows. */
  readonly filtering?: boolean | undefined;
  /** Where the list was left, and is entered again. */
  readonly seat?: Seat | undefined;
  /** Told which places are drawn; the end is not among them. */
  readonly onSpan?: ((start: number, end: number) => void) | undefined;
  /** Called when the end comes near: fetch more. */
  readonly onNearEnd?: (() => void) | undefined;
  /** Called when somebody wants to see the last row of all, which is gone to once `long` is there. */
  readonly onEnd?: (() => void) | undefined;
  /** Changes of it light the row up once: a colleague saved something. */
  readonly mark?: ((row: Row) => unknown) | undefined;
  readonly empty: JSX.Element;
  readonly failed?: JSX.Element;
}
