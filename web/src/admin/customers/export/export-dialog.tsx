import type { Component } from "solid-js";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { ListFilters, ListOrder } from "@trunkline/domain/list/filters";
import type { Caller } from "../../../data/calls.ts";
import { countText } from "../../../lib/count-text.ts";
import { saveFile } from "../../../lib/save-file.ts";
import type { Sheet } from "../../export/deliver.ts";
import { SheetDialog } from "../../export/sheet-dialog.tsx";
import type { Workspace } from "../../workspace.tsx";
import { collect } from "./collect.ts";
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
  /** What the list says it shows: "37 customers, filtered from 250". */
  readonly count: string;
  /** How many go out; undefined while that is not known. */
  readonly matching: number | undefined;
  readonly filtered: boolean;
  /** Where the file goes; to the person's downloads where nothing else is said. */
  readonly save?: (name: string, content: Blob) => void;
}

/** What goes out, in one sentence; more exact than what is known it never is. */
export function whatGoesOut(count: number | undefined, filtered: boolean): string {
  const number = count === undefined ? "" : `${countText(count)} `;
  const customers = `${number}${count === 1 ? "customer" : "customers"}`;
  const found = filtered ? " found by the filters" : "";
  return `${filtered && count !== undefined ? "The" : "All"} ${customers}${found}, with the columns shown in the list.`;
}

/** Exports exactly what is filtered, with the columns and the order on the screen (14 §2.5). */
export const ExportDialog: Component<ExportDialogProps> = (props) => {
  const sheet = async (onCame: (count: number) => void, signal: AbortSignal): Promise<Sheet | undefined> => {
    const { filters, order, descending, columns, call, workspace, count } = props;
    const ids = await props.ids();
    const wanted = { filters, order, descending, columns: columns.map(({ id }) => id), ids };
    const collected = await collect(call, wanted, onCame, signal);
    if (collected.kind === "refused") return undefined;
    const names = {
      directory: workspace.directory(),
      decimals: workspace.general()?.money.decimals ?? 2,
      fields: workspace.fields(),
      timeZone: workspace.general()?.timeZone ?? "UTC",
      person: (id: string) => workspace.person(id).name,
    };
    return {
      name: "customers",
      title: "Customers",
      note: count,
      heads: columns.map(({ title }) => title),
      lines: collected.rows.map((row) =>
        columns.map(({ id }, index) => cellOf(id, row.values[index] ?? null, names)),
      ),
    };
  };
  return (
    <SheetDialog
      open={props.open}
      onClose={() => props.onClose()}
      description={`${whatGoesOut(props.matching, props.filtered)} Passwords are never exported.`}
      unit={["customer", "customers"]}
      general={props.workspace.general()}
      save={(name, content) => (props.save ?? saveFile)(name, content)}
      collect={sheet}
    />
  );
};
