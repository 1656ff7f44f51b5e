import { Show, type Component } from "solid-js";
import { A } from "@solidjs/router";
import { customerHeading, type Customer } from "@trunkline/domain/customer/record";
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
      {/* The name keeps its own direction to itself, whatever is written in it. */}
      <h1 title={customerHeading(props.customer)}>
        <bdi>{props.customer.name}</bdi>{" "}
        <span>
          ({props.customer.login} - {props.customer.number})
        </span>
      </h1>
      <div class="customer-state">
        <nav aria-label="Breadcrumb">
          <ol class="page-crumbs">
            <li>Customers</li>
            <li>
              <A href="/customers">List</A>
            </li>
          </ol>
        </nav>
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
          <Show when={props.mayEdit && props.editing.form.dirty() && !props.editing.saving()}>
            <Button look="plain" onClick={() => props.editing.discard()}>
              Discard
            </Button>
          </Show>
        </div>
      </div>
      <Show when={props.mayEdit}>
        <div class="customer-store">
          <SaveButton editing={props.editing} text="Save" />
        </div>
      </Show>
    </header>
  );
};

/** Stores everything typed on the page; it stands in the header and once more below the right column (12 §2.5.1). */
export const SaveButton: Component<{ readonly editing: CustomerForm; readonly text: string }> = (props) => {
  const workspace = useWorkspace();
  const changed = () => Object.keys(props.editing.form.changes());
  const what = () => {
    const names = changed().map((field) => fieldLabel(field, workspace.fields()));
    return names.length === 0 ? undefined : `Changed: ${names.join(", ")}`;
  };
  return (
    <Button
      look="primary"
      disabled={!props.editing.form.dirty()}
      busy={props.editing.saving()}
      title={what()}
      onClick={() => void props.editing.save()}
    >
      <Save size={15} aria-hidden="true" />
      {props.text}
      {/* The title says it in words. */}
      <Show when={changed().length}>
        {(count) => (
          <span class="save-count number" aria-hidden="true">
            {count()}
          </span>
        )}
      </Show>
    </Button>
  );
};
