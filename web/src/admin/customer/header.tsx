import { Show, type Component } from "solid-js";
import { A } from "@solidjs/router";
import type { Customer } from "@trunkline/domain/customer/record";
import type { Presence } from "@trunkline/domain/presence/presence";
import CloudOff from "lucide-solid/icons/cloud-off";
import Save from "lucide-solid/icons/save";
import { AvatarStack } from "../../ui/avatar.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { StatusBadge } from "../customers/status-badge.tsx";
import { useWorkspace } from "../workspace.tsx";
import { ActionsMenu } from "./actions-menu.tsx";
import type { CustomerForm } from "./create-customer-form.ts";
import { fieldLabel } from "./labels.ts";
import { NeighbourArrows } from "./neighbours.tsx";

interface HeaderProps {
  readonly customer: Customer;
  readonly others: readonly Presence[];
  readonly editing: CustomerForm;
  readonly mayEdit: boolean;
  readonly stale: boolean;
}

/** Who it is, how they stand, who else is here, and Save; stays in sight while the page scrolls. */
export const CustomerHeader: Component<HeaderProps> = (props) => {
  const workspace = useWorkspace();
  const people = () =>
    props.others.map((one) => ({
      ...workspace.person(one.uid),
      doing: one.field === null ? undefined : `edits ${fieldLabel(one.field, workspace.fields())}`,
    }));
  return (
    <header class="customer-head">
      <div class="customer-who">
        <nav aria-label="Breadcrumb">
          <ol class="page-crumbs">
            <li>Customers</li>
            <li>
              <A href="/customers">List</A>
            </li>
          </ol>
        </nav>
        {/* The name keeps its own direction to itself, whatever is written in it. */}
        <h1>
          <bdi>{props.customer.name}</bdi> ({props.customer.login} - {props.customer.number})
        </h1>
      </div>
      <NeighbourArrows customer={props.customer} />
      <StatusBadge status={props.customer.status} />
      <dl class="customer-balance">
        <dt>Account balance</dt>
        <dd class="number" classList={{ negative: props.customer.balance < 0 }}>
          {workspace.money(props.customer.balance)}
        </dd>
      </dl>
      <div class="customer-actions">
        <Show when={props.stale}>
          <Badge tone="warn" icon={<CloudOff size={12} aria-hidden="true" />}>
            Not up to date
          </Badge>
        </Show>
        <AvatarStack people={people()} label="Also here" />
        <ActionsMenu customer={props.customer} onGone={() => props.editing.discard()} />
        <Show when={props.mayEdit}>
          <Show when={props.editing.form.dirty() && !props.editing.saving()}>
            <Button look="plain" onClick={() => props.editing.discard()}>
              Discard
            </Button>
          </Show>
          <SaveButton editing={props.editing} text="Save" />
        </Show>
      </div>
    </header>
  );
};

/** Stores everything typed on the page; it stands in the header and once more below the right column (12 §2.5.1). */
export const SaveButton: Component<{ readonly editing: CustomerForm; readonly text: string }> = (props) => (
  <Button
    look="primary"
    disabled={!props.editing.form.dirty()}
    busy={props.editing.saving()}
    onClick={() => void props.editing.save()}
  >
    <Save size={15} aria-hidden="true" />
    {props.text}
  </Button>
);
