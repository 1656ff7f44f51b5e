import { Show, createMemo, createSignal, type Component } from "solid-js";
import { useNavigate } from "@solidjs/router";
import { STATUS_SHORT } from "@trunkline/domain/customer/status";
import type { StatusChange } from "@trunkline/domain/logs/status-change";
import type { StatusChangeFilter } from "@trunkline/domain/queries";
import { addDays, parseDay } from "@trunkline/domain/time/day";
import { formatDay } from "@trunkline/domain/time/format";
import { startOfDay } from "@trunkline/domain/time/zone";
import { usePorts } from "../../data/ports.tsx";
import { createLiveList } from "../../lib/live/create-live.ts";
import { firstAnswer } from "../../lib/live/first-answer.ts";
import { createGrowingList } from "../../lib/live/growing.ts";
import { DateField } from "../../ui/date-field.tsx";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { Moment, absoluteTime, useTime } from "../../ui/time.tsx";
import { StatusBadge } from "../customers/status-badge.tsx";
import { useWorkspace } from "../workspace.tsx";
import { CustomerCell, nameOf } from "./customer-cell.tsx";
import { LogTable } from "./log-table.tsx";
import { MOST_EXPORTED, createGrowing } from "./growing.ts";

const ANYBODY = "*";

function cause(row: StatusChange): string {
  if (row.cause === null) return "";
  return row.actor === "scheduled" ? `Planned for ${row.cause}` : row.cause;
}

/** Every change of a customer's status, by hand or by the product, newest first and live (11 §10.2). */
export const StatusLog: Component = () => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const sense = useTime();
  const [from, setFrom] = createSignal("");
  const [to, setTo] = createSignal("");
  const [actor, setActor] = createSignal(ANYBODY);
  const [number, setNumber] = createSignal("");

  const badNumber = () => number().trim() !== "" && !/^[1-9]\d{0,8}$/.test(number().trim());
  const backwards = () => {
    const [first, last] = [parseDay(from()), parseDay(to())];
    return first !== undefined && last !== undefined && last < first;
  };
  const filter = createMemo<StatusChangeFilter>(
    () => {
      const zone = workspace.general()?.timeZone ?? "UTC";
      const [first, last] = backwards() ? [undefined, undefined] : [parseDay(from()), parseDay(to())];
      return {
        actor: actor() === ANYBODY ? null : actor(),
        number: badNumber() || number().trim() === "" ? null : Number(number().trim()),
        from: first === undefined ? null : startOfDay(zone, first),
        before: last === undefined ? null : startOfDay(zone, addDays(last, 1)),
      };
    },
    { actor: null, number: null, from: null, before: null },
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const growing = createGrowing(() => JSON.stringify(filter()));
  const list = createGrowingList(
    createLiveList(() => ports.logs.statusChanges(filter(), growing.most())),
    () => JSON.stringify(filter()),
  );
  const people = createMemo(() => [
    { value: ANYBODY, label: "Anybody" },
    { value: "scheduled", label: "Scheduled" },
    { value: "system", label: "System" },
    ...Object.entries(workspace.directory()?.staff ?? {})
      .map(([value, { name }]) => ({ value, label: name }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  ]);
  const filtered = () => {
    const { actor: by, number: id } = filter();
    const [first, last] = backwards() ? [undefined, undefined] : [parseDay(from()), parseDay(to())];
    return [
      first === undefined ? "" : `from ${formatDay(first, sense.dateFormat)}`,
      last === undefined ? "" : `to ${formatDay(last, sense.dateFormat)}`,
      by === null ? "" : `by ${people().find(({ value }) => value === by)?.label ?? by}`,
      id === null ? "" : `customer ${id}`,
    ]
      .filter((text) => text !== "")
      .join(", ");
  };
  const mayOpen = () => workspace.may("customers.view") || workspace.may("customers.view.own");

  return (
    <LogTable
      name="status-changes"
      label="Changes of statuses"
      rows={list.rows()}
      state={list.state()}
      growing={growing}
      onOpen={(row) => mayOpen() && navigate(`/customers/${row.number}`)}
      everything={() => firstAnswer(ports.logs.statusChanges(filter(), MOST_EXPORTED))}
      rowName={(row) => `Customer ${row.number}`}
      empty={filtered() === "" ? "No status has changed" : "No change matches these filters"}
      filtered={filtered()}
      filters={
        <>
          <DateField
            label="From"
            value={from()}
            onInput={setFrom}
            error={backwards() ? "Ends before it begins" : undefined}
          />
          <DateField label="To" value={to()} onInput={setTo} />
          <Select label="Administrator" options={people()} value={actor()} onChange={setActor} />
          <TextField
            label="Customer ID"
            value={number()}
            onInput={setNumber}
            inputMode="numeric"
            error={badNumber() ? "A number" : undefined}
          />
        </>
      }
      columns={[
        {
          id: "time",
          title: "Date",
          width: 190,
          cell: (row) => <Show when={row().time}>{(time) => <Moment at={time()} exact />}</Show>,
          text: (row) => (row.time === null ? "" : absoluteTime(row.time, sense)),
        },
        {
          id: "number",
          title: "Customer",
          width: 240,
          cell: (row) => <CustomerCell id={row().customerId} number={row().number} open={mayOpen()} />,
          text: (row) => String(row.number),
          found: (row, ask) => `${row.number} ${nameOf(workspace, row.customerId, ask)}`,
        },
        {
          id: "type",
          title: "Type",
          width: 140,
          cell: () => "Customer status",
          text: () => "Customer status",
        },
        {
          id: "from",
          title: "From",
          width: 120,
          cell: (row) => <StatusBadge status={row().from} />,
          text: (row) => STATUS_SHORT[row.from],
        },
        {
          id: "to",
          title: "To",
          width: 120,
          cell: (row) => <StatusBadge status={row().to} />,
          text: (row) => STATUS_SHORT[row.to],
        },
        {
          id: "actor",
          title: "Administrator",
          width: 200,
          grows: true,
          cell: (row) => <bdi class="truncate">{workspace.person(row().actor).name}</bdi>,
          text: (row) => workspace.person(row.actor).name,
        },
        { id: "cause", title: "Cause", width: 180, cell: (row) => <bdi>{cause(row())}</bdi>, text: cause },
      ]}
    />
  );
};
