import { Show, type Component } from "solid-js";
import { fold } from "@trunkline/domain/text/fold";
import X from "lucide-solid/icons/x";
import { countText } from "../lib/count-text.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { TextField } from "../ui/text-field.tsx";
import "./table-search.css";

/** The rows of which some text holds what is typed, without case and accents (14 §2.4). */
export function searched<Row>(
  rows: readonly Row[],
  texts: readonly ((row: Row) => string)[],
  typed: string,
): readonly Row[] {
  const wanted = fold(typed);
  return wanted === "" ? rows : rows.filter((row) => texts.some((text) => fold(text(row)).includes(wanted)));
}

interface TableSearchFieldProps {
  readonly typed: string;
  readonly onType: (typed: string) => void;
}

/** The field of a search over a table, the same over every table. */
export const TableSearchField: Component<TableSearchFieldProps> = (props) => (
  <div class="table-search-field">
    <TextField
      label="Table search"
      hideLabel
      placeholder="Search this table"
      value={props.typed}
      onInput={(typed) => props.onType(typed)}
      buttons={
        <Show when={props.typed !== ""}>
          <IconButton
            small
            label="Clear the table search"
            icon={<X size={14} aria-hidden="true" />}
            onClick={() => props.onType("")}
          />
        </Show>
      }
    />
  </div>
);

interface TableSearchProps extends TableSearchFieldProps {
  /** Rows that hold it, and of how many. */
  readonly found: number;
  readonly of: number;
  /** There are more rows than were looked through. */
  readonly more?: boolean;
}

/** The search over a table whose rows are here: what some visible text holds, as it is typed (14 §2.4). */
export const TableSearch: Component<TableSearchProps> = (props) => (
  <div class="table-search">
    <TableSearchField typed={props.typed} onType={(typed) => props.onType(typed)} />
    <span class="quiet-line" role="status">
      {props.typed.trim() === ""
        ? ""
        : `${countText(props.found)}, filtered from ${props.more === true ? "the first " : ""}${countText(props.of)}`}
    </span>
  </div>
);
