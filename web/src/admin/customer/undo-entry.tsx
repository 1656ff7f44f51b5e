import { Show, createMemo, createSignal, type Component } from "solid-js";
import type { ActivityEntry } from "@trunkline/domain/activity/entry";
import type { SaveAnswer } from "@trunkline/domain/calls/customers";
import { problemText } from "@trunkline/domain/customer/problem";
import type { Customer } from "@trunkline/domain/customer/record";
import { usePorts } from "../../data/ports.tsx";
import { makePress } from "../../lib/press.ts";
import { Button } from "../../ui/button.tsx";
import { notify } from "../../ui/toast.tsx";
import { answerOr } from "../config/ask.ts";
import { useWorkspace } from "../workspace.tsx";
import { fieldLabel } from "./labels.ts";
import { changedSince, undoOf } from "./undo.ts";

interface UndoEntryProps {
  readonly customer: Customer;
  readonly entry: ActivityEntry;
  /** The entries that are here: one of them may have taken this one back, or changed the same again. */
  readonly entries: readonly ActivityEntry[];
}

const NOT_UNDONE = "The change was not undone";

/** Takes a change back with one Save that names it; what changed again since is left alone. */
export const UndoEntry: Component<UndoEntryProps> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const [busy, setBusy] = createSignal(false);
  const press = makePress<object>();
  const touched = createMemo(() =>
    undoOf(props.entry, workspace.fields(), (id) => Object.hasOwn(workspace.directory()?.labels ?? {}, id)),
  );
  const undone = () => props.entries.some((one) => one.undoes === props.entry.id);
  const offered = () => touched() !== undefined && !changedSince(props.entry, props.entries);
  const names = (fields: readonly string[]) =>
    fields.map((field) => fieldLabel(field, workspace.fields())).join(", ");

  const undo = async () => {
    const wanted = touched();
    if (wanted === undefined) return;
    setBusy(true);
    const answer = await answerOr(
      NOT_UNDONE,
      ports.customers.save(props.customer, wanted, workspace.saveSettings(), {
        key: press.keyOf(wanted),
        undoes: props.entry.id,
      }),
    );
    setBusy(false);
    if (answer === undefined) return;
    press.answered();
    tell(answer, names);
  };
  return (
    <Show when={touched() !== undefined && workspace.may("customers.view.edit", props.customer)}>
      <Show when={!undone()} fallback={<span class="quiet-line"> · Undone</span>}>
        <Show when={offered()}>
          <Button
            small
            look="plain"
            busy={busy()}
            disabled={!workspace.connection.connected()}
            onClick={() => void undo()}
          >
            Undo
          </Button>
        </Show>
      </Show>
    </Show>
  );
};

function tell(answer: SaveAnswer, names: (fields: readonly string[]) => string): void {
  switch (answer.kind) {
    case "done":
      notify({ tone: "good", title: "Change undone" });
      return;
    case "nothing":
      notify({ title: "Nothing to undo", text: "The old values are stored already." });
      return;
    case "conflict":
      notify({
        tone: "warn",
        title: NOT_UNDONE,
        text: `Changed again since: ${names(answer.conflicts.map(({ field }) => field))}. Nothing was touched.`,
      });
      return;
    case "fields": {
      const [first] = Object.entries(answer.problems);
      const text = first === undefined ? "" : `${names([first[0]])}: ${problemText(first[1], first[0])}`;
      notify({ tone: "bad", title: NOT_UNDONE, text });
      return;
    }
    case "not-allowed":
    case "not-found":
      notify({
        tone: "bad",
        title: NOT_UNDONE,
        text: "You may not change this, or the customer is no longer here.",
      });
  }
}
