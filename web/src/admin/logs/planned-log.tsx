import { type Component } from "solid-js";
import { useNavigate } from "@solidjs/router";
import { STATUS_SHORT } from "@trunkline/domain/customer/status";
import { usePorts } from "../../data/ports.tsx";
import { createLiveList } from "../../lib/live/create-live.ts";
import { firstAnswer } from "../../lib/live/first-answer.ts";
import { createGrowingList } from "../../lib/live/growing.ts";
import { formatDay } from "@trunkline/domain/time/format";
import { useTime } from "../../ui/time.tsx";
import { StatusBadge } from "../customers/status-badge.tsx";
import { useWorkspace } from "../workspace.tsx";
import { CustomerCell, nameOf } from "./customer-cell.tsx";
import { LogTable } from "./log-table.tsx";
import { MOST_EXPORTED, createGrowing } from "./growing.ts";

/** Every planned change of a customer's status that still waits, the next ones first and live (11 §7.6). */
export const PlannedLog: Component = () => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const sense = useTime();
  const growing = createGrowing(() => "");
  const list = createGrowingList(
    createLiveList(() => ports.logs.planned(growing.most())),
    () => "",
  );
  const mayOpen = () => workspace.may("customers.view") || workspace.may("customers.view.own");
  return (
    <LogTable
      name="planned-changes"
      label="Planned changes of statuses"
      rows={list.rows()}
      state={list.state()}
      growing={growing}
      onOpen={(row) => mayOpen() && navigate(`/customers/${row.number}`)}
      everything={() => firstAnswer(ports.logs.planned(MOST_EXPORTED))}
      rowName={(row) => `Customer ${row.number}`}
      empty="Nothing is planned"
      columns={[
        {
          id: "date",
          title: "Date",
          width: 140,
          cell: (row) => <span class="number">{formatDay(row().date, sense.dateFormat)}</span>,
          text: (row) => row.date,
          days: true,
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
          id: "status",
          title: "New status",
          width: 140,
          cell: (row) => <StatusBadge status={row().status} />,
          text: (row) => STATUS_SHORT[row.status],
        },
        {
          id: "createdBy",
          title: "Planned by",
          width: 200,
          grows: true,
          cell: (row) => <bdi class="truncate">{workspace.person(row().createdBy).name}</bdi>,
          text: (row) => workspace.person(row.createdBy).name,
        },
      ]}
    />
  );
};
