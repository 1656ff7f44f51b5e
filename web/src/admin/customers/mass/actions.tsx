import { Show, Suspense, createSignal, lazy, type Component } from "solid-js";
import ChevronDown from "lucide-solid/icons/chevron-down";
import type { MassAction } from "@trunkline/domain/calls/mass";
import type { Caller } from "../../../data/calls.ts";
import { countText } from "../../../lib/count-text.ts";
import { Button } from "../../../ui/button.tsx";
import { Menu, type MenuItem } from "../../../ui/menu.tsx";
import { notify } from "../../../ui/toast.tsx";
import type { Workspace } from "../../workspace.tsx";
import { failed, type Selection } from "./create-selection.ts";
import type { CountLabels } from "./labels-dialog.tsx";
import { targetOf, type MassTarget } from "./target.ts";

// Fetched when somebody changes many at once.
const ChangeDialog = lazy(async () => ({ default: (await import("./change-dialog.tsx")).ChangeDialog }));
const MoveDialog = lazy(async () => ({ default: (await import("../../move/move-dialog.tsx")).MoveDialog }));
const DeleteDialog = lazy(async () => ({ default: (await import("./delete-dialog.tsx")).DeleteDialog }));
const LabelsDialog = lazy(async () => ({ default: (await import("./labels-dialog.tsx")).LabelsDialog }));

interface MassActionsProps {
  readonly workspace: Workspace;
  readonly call: Caller;
  readonly selection: Selection;
  /** There may be more in the list than is selected. */
  readonly more: boolean;
  /** The list shows not everybody. */
  readonly filtered: boolean;
  /** How many the list shows, where that is known. */
  readonly count: number | undefined;
  readonly countLabels: CountLabels;
  readonly onView: (id: string) => void;
}

type Asked = {
  readonly what: "change" | "labels" | "delete";
  readonly target: MassTarget;
  readonly key: string;
};

type MassChange = Extract<MassAction, { readonly do: "change" }>["values"];

/** What can be done with the selected customers (14 §1.10); each item counts them, and the confirmation once more. */
export const MassActions: Component<MassActionsProps> = (props) => {
  const [asked, setAsked] = createSignal<Asked>();
  /** A change that moves customers to another partner is asked about once more. */
  const [moving, setMoving] = createSignal<MassChange>();
  const [busy, setBusy] = createSignal(false);
  const known = () => props.selection.known();
  const may = (what: Asked["what"]) =>
    what === "delete"
      ? props.workspace.may("customers.list.massDelete")
      : props.workspace.may("customers.list.massChange") &&
        (what === "change" || props.workspace.may("customers.view.labels"));
  const mayAny = () => may("change") || may("delete");

  // The key is of this question: pressing twice, or again after a cut, starts one job.
  const ask = (what: Asked["what"]) =>
    setAsked({ what, target: targetOf(known()), key: crypto.randomUUID().replaceAll("-", "") });

  const start = async (action: MassAction) => {
    const question = asked();
    if (question === undefined) return;
    setBusy(true);
    try {
      const answer = await props.call("startMassAction", {
        key: question.key,
        customerIds: [...question.target.ids],
        action,
      });
      if (answer.kind === "started") {
        setAsked(undefined);
        setMoving(undefined);
        // The run tells of itself above the list; whom it changes may be wanted for the next one.
        if (action.do === "delete") props.selection.set(new Set());
      } else notify({ tone: "bad", title: "You may not do this any more. Nothing was changed." });
    } catch (cause) {
      // The question stays open with its key, so trying again cannot start it twice.
      notify({ tone: "bad", title: failed(cause) });
    } finally {
      setBusy(false);
    }
  };
  const count = () => props.selection.ids().size;
  const items = (): readonly MenuItem[] => (count() === 0 ? [] : actions());
  const actions = (): readonly MenuItem[] => [
    ...(count() === 1
      ? [{ label: "View", end: 1, onSelect: () => props.onView([...props.selection.ids()][0] ?? "") }]
      : []),
    ...(may("change") ? [{ label: "Change", end: count(), onSelect: () => ask("change") }] : []),
    ...(may("labels") ? [{ label: "Labels", end: count(), onSelect: () => ask("labels") }] : []),
    ...(may("delete") && targetOf(known()).allInactive
      ? [{ label: "Delete", end: count(), danger: true, onSelect: () => ask("delete") }]
      : []),
  ];
  const target = () => asked()?.target.ids.length ?? 0;

  return (
    <>
      <Menu
        label="Actions"
        disabled={items().length === 0}
        trigger={
          <>
            Actions
            <ChevronDown size={14} aria-hidden="true" />
          </>
        }
        items={items()}
      />
      <Show when={count() > 0 && mayAny() && props.more}>
        <Button small busy={props.selection.busy()} onClick={() => void props.selection.all()}>
          {props.count === undefined
            ? "Select all that match"
            : `Select all ${countText(props.count)}${props.filtered ? " filtered" : ""}`}
        </Button>
      </Show>
      <Suspense>
        <Show when={asked()?.what === "change"}>
          <ChangeDialog
            open={asked()?.what === "change"}
            workspace={props.workspace}
            count={target()}
            busy={busy()}
            onClose={() => setAsked(undefined)}
            onConfirm={(values) =>
              values.partnerId === undefined ? void start({ do: "change", values }) : setMoving(values)
            }
          />
        </Show>
        <Show when={asked() !== undefined ? moving()?.partnerId : undefined} keyed>
          {(to) => (
            <MoveDialog
              customerIds={asked()?.target.ids ?? []}
              to={to}
              busy={busy()}
              onConfirm={() => void start({ do: "change", values: moving() ?? {} })}
              onCancel={() => setMoving(undefined)}
            />
          )}
        </Show>
        <Show when={asked()?.what === "labels"}>
          <LabelsDialog
            open={asked()?.what === "labels"}
            workspace={props.workspace}
            ids={asked()?.target.ids ?? []}
            counts={(ids) => props.countLabels(ids)}
            busy={busy()}
            onClose={() => setAsked(undefined)}
            onConfirm={(change) => void start({ do: "labels", ...change })}
          />
        </Show>
        <Show when={asked()?.what === "delete" && asked()?.target}>
          {(whom) => (
            <DeleteDialog
              workspace={props.workspace}
              target={whom()}
              busy={busy()}
              onCancel={() => setAsked(undefined)}
              onConfirm={() => void start({ do: "delete" })}
            />
          )}
        </Show>
      </Suspense>
    </>
  );
};
