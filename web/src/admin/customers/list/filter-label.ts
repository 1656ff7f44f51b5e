import { STRICT } from "@trunkline/domain/list/condition";
import { rangeOf } from "@trunkline/domain/list/filters";
import { formatDay } from "@trunkline/domain/time/format";
import type { Day } from "@trunkline/domain/time/day";
import type { Customer } from "@trunkline/domain/customer/record";
import type { Amount } from "@trunkline/domain/money/amount";
import type { Column } from "../../../ui/table/types.ts";
import type { Workspace } from "../../workspace.tsx";

function range(text: string, shown: (end: string) => string): string {
  const [from = "", to = from] = text.split("..");
  if (from === to) return shown(from);
  if (from === "") return `to ${shown(to)}`;
  return to === "" ? `from ${shown(from)}` : `${shown(from)} – ${shown(to)}`;
}

/** A filter as its chip says it: "City: contains oslo". */
export function filterLabel(
  workspace: Workspace,
  column: Pick<Column<Customer>, "title" | "filter">,
  text: string,
): string {
  const { title, filter } = column;
  // One that is not offered here, in an address.
  if (filter === undefined) return `${title}: ${text}`;
  if (filter === "text") {
    return text.startsWith(STRICT)
      ? `${title}: is ${text.slice(STRICT.length).trim()}`
      : `${title}: contains ${text.trim()}`;
  }
  if (filter === "days") {
    const format = workspace.general()?.dateFormat;
    const day = (end: string) =>
      format === undefined || rangeOf(`${end}..`) === undefined ? end : formatDay(end as Day, format);
    return `${title}: ${range(text, day)}`;
  }
  if (filter === "numbers") return `${title}: ${range(text, (end) => end)}`;
  if (Array.isArray(filter)) {
    const options = filter as readonly { readonly value: string; readonly label: string }[];
    const named = text.split(",").map((one) => options.find(({ value }) => value === one)?.label ?? one);
    return `${title}: ${named.join(" or ")}`;
  }
  return `${title}: ${range(text, (end) => workspace.money(Number(end) as Amount))}`;
}
