import { For, createEffect, createSignal, on, type Component } from "solid-js";
import type { MassAction } from "@trunkline/domain/calls/mass";
import {
  BILLING_TYPES,
  BILLING_TYPE_LABELS,
  CATEGORIES,
  CATEGORY_LABELS,
  CUSTOMER_STATUSES,
  STATUS_LABELS,
} from "@trunkline/domain/customer/status";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Select } from "../../../ui/select.tsx";
import type { Workspace } from "../../workspace.tsx";

type Values = Extract<MassAction, { readonly do: "change" }>["values"];
type Key = keyof Values;

interface ChangeDialogProps {
  readonly open: boolean;
  readonly workspace: Workspace;
  readonly count: number;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onConfirm: (values: Values) => void;
}

const KEEP = "";
const choices = <V extends string>(values: readonly V[], labels: Readonly<Record<V, string>>) =>
  values.map((value) => ({ value: value as string, label: labels[value] }));
const named = (names: Readonly<Record<string, { readonly name: string }>> | undefined) =>
  Object.entries(names ?? {}).map(([value, { name }]) => ({ value, label: name }));

/** Fields that can be changed for many at once; each starts at "No change", and only chosen ones are written. */
export const ChangeDialog: Component<ChangeDialogProps> = (props) => {
  const [chosen, setChosen] = createSignal<Partial<Record<Key, string>>>({});
  createEffect(
    on(
      () => props.open,
      (open) => open && setChosen({}),
    ),
  );
  const fields = (): readonly {
    readonly key: Key;
    readonly label: string;
    readonly options: readonly { value: string; label: string }[];
  }[] => [
    { key: "status", label: "Status", options: choices(CUSTOMER_STATUSES, STATUS_LABELS) },
    { key: "locationId", label: "Location", options: named(props.workspace.directory()?.locations) },
    // Moving to another partner takes an administrator of all partners.
    ...(props.workspace.viewer().session.partner === "*"
      ? [
          {
            key: "partnerId" as const,
            label: "Partner",
            options: named(props.workspace.directory()?.partners),
          },
        ]
      : []),
    { key: "category", label: "Category", options: choices(CATEGORIES, CATEGORY_LABELS) },
    { key: "billingType", label: "Billing type", options: choices(BILLING_TYPES, BILLING_TYPE_LABELS) },
  ];
  const values = () =>
    Object.fromEntries(Object.entries(chosen()).filter(([, value]) => value !== KEEP)) as Values;
  const counted = () => (props.count === 1 ? "1 customer" : `${props.count} customers`);
  return (
    <Dialog
      open={props.open}
      onClose={() => props.onClose()}
      title={`Change ${counted()}`}
      description="Only what you choose is written. Each customer gets an entry in his activity."
      actions={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button
            look="primary"
            busy={props.busy}
            disabled={Object.keys(values()).length === 0}
            onClick={() => props.onConfirm(values())}
          >
            Change {counted()}
          </Button>
        </>
      }
    >
      <For each={fields()}>
        {(field) => (
          <Select
            label={field.label}
            options={[{ value: KEEP, label: "No change" }, ...field.options]}
            value={chosen()[field.key] ?? KEEP}
            onChange={(value) => setChosen({ ...chosen(), [field.key]: value })}
          />
        )}
      </For>
    </Dialog>
  );
};
