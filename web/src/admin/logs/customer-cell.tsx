import { Show, type Component } from "solid-js";
import { A } from "@solidjs/router";
import { useWorkspace, type Workspace } from "../workspace.tsx";

/** The name of a line's customer, asked for together with those of all others; empty while it is not known here. */
export function nameOf(workspace: Workspace, id: string, ask = true): string {
  const mayAsk = workspace.may("customers.view") || workspace.may("customers.view.own");
  const named = workspace.customer(id, ask && mayAsk);
  return named === undefined || named.kind === "unreachable" ? "" : named.name;
}

interface CustomerCellProps {
  readonly id: string;
  readonly number: number;
  /** His page may be opened. */
  readonly open: boolean;
}

/** Whom a line of a log is about: his ID, which leads to him, and his name. */
export const CustomerCell: Component<CustomerCellProps> = (props) => {
  const workspace = useWorkspace();
  return (
    <span class="truncate">
      <Show when={props.open && props.number > 0} fallback={<span class="number">{props.number}</span>}>
        <A class="number" href={`/customers/${props.number}`}>
          {props.number}
        </A>
      </Show>{" "}
      <bdi>{nameOf(workspace, props.id)}</bdi>
    </span>
  );
};
