import { createEffect, createMemo, createSignal, onCleanup, untrack, type Accessor } from "solid-js";
import type { CheckContext } from "@trunkline/domain/customer/check";
import { problemText } from "@trunkline/domain/customer/problem";
import type { Customer } from "@trunkline/domain/customer/record";
import type { InputOf } from "@trunkline/domain/calls/call";
import type { findDuplicates } from "@trunkline/domain/calls/customers";
import { attrKey, type FieldValue } from "@trunkline/domain/fields/definition";
import type { PartnerId } from "@trunkline/domain/ids/ids";
import { CallError } from "../../data/calls.ts";
import { usePorts } from "../../data/ports.tsx";
import { browserClock } from "../../lib/clock.ts";
import type { TouchedField } from "../../lib/drafts.ts";
import { createFormState, type Changes, type Conflict, type FormState } from "../../lib/form.ts";
import { createKnown } from "../../lib/known.ts";
import { sameValue } from "../../lib/same-value.ts";
import { reveal } from "../../ui/page.tsx";
import { notify } from "../../ui/toast.tsx";
import { useWorkspace } from "../workspace.tsx";
import { createLit } from "./create-lit.ts";
import { createMoveQuestion } from "./create-move-question.ts";
import { createPresses, type SentPress } from "./create-presses.ts";
import {
  draftOf,
  formKeys,
  problemsOf,
  storedBy,
  touchedOf,
  valuesOf,
  visibleKeys,
  type Values,
} from "./values.ts";
import { report } from "../../lib/report.ts";

export interface CustomerForm {
  readonly form: FormState<Values>;
  readonly context: Accessor<CheckContext>;
  readonly saving: Accessor<boolean>;
  /** Save was pressed and is not answered; it goes out by itself as soon as there is a connection. */
  readonly waiting: Accessor<boolean>;
  /** Conflicts that hold up the last Save; the person decides about each. */
  readonly asked: Accessor<readonly Conflict<Values, string>[]>;
  /** Where the last Save would move the customer; it waits for `agreeToMove`. */
  readonly movingTo: Accessor<PartnerId | undefined>;
  save(): Promise<void>;
  agreeToMove(): void;
  keepPartner(): void;
  /** Answers the questions of the last Save and saves again. */
  decide(choices: ReadonlyMap<string, "mine" | "theirs">): void;
  later(): void;
  discard(): void;
  /** Fields a colleague changed while the page was open, lit up for a moment. */
  readonly lit: Accessor<ReadonlySet<string>>;
}

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;

/** The draft's key: what it is about, never a version. */
export const customerDraftKey = (customer: Pick<Customer, "id">) => `customer_${customer.id}`;

/** The form of one customer: follows the record, keeps a draft, saves as one operation. */
export function createCustomerForm(
  customer: Accessor<Customer>,
  context: Accessor<CheckContext>,
): CustomerForm {
  const ports = usePorts();
  const workspace = useWorkspace();
  const { connection, drafts } = workspace;
  const key = untrack(() => customerDraftKey(customer()));
  const version = () => customer().updatedAt ?? 0;
  const known = createKnown(
    createMemo(() => valuesOf(customer(), context().definitions)),
    version,
  );
  const stored = known.values;
  const [saving, setSaving] = createSignal(false);
  const [waiting, setWaiting] = createSignal(false);
  const [asked, setAsked] = createSignal<readonly Conflict<Values, string>[]>([]);
  const lit = createLit(stored, saving);
  const [draft, setDraft] = createSignal<{ readonly found: boolean }>();
  const presses = untrack(() => createPresses(drafts, customer().id, version, known.learn));
  /** The kept draft was read, and every field it can hold is known. */
  const restored = () => draft() !== undefined && workspace.fieldsKnown();

  const form = createFormState<Values>({
    stored,
    get fields() {
      return formKeys(context().definitions);
    },
    validate(values) {
      const problems = problemsOf(values, context().definitions, context());
      // What was stored before a rule existed does not hold up other changes; a required field does (10 §8.19).
      return Object.fromEntries(
        Object.entries(problems).filter(
          ([name]) =>
            !sameValue(values[name], stored()[name]) ||
            context().definitions.some((field) => field.required && name === `attr_${field.name}`),
        ),
      );
    },
  });

  const shownValues = (): Values => ({ category: form.value("category") ?? null });

  void Promise.all([drafts.load(key), presses.load()]).then(([found]) => {
    if (found !== undefined) {
      form.restore(found.fields);
      if (found.toSave === true) setWaiting(true);
    }
    setDraft({ found: found !== undefined });
  });
  createEffect(() => {
    if (!restored() || !untrack(() => draft()?.found === true && form.dirty())) return;
    // What is on its way to the server needs nobody's attention.
    if (untrack(presses.unanswered) !== undefined) return;
    notify({ title: "Unsaved changes restored", text: "From your last visit to this customer." });
  });
  createEffect(() => {
    const changes = form.changes();
    // Nothing is written before the kept draft was read, or it would be overwritten by an empty form.
    if (!restored()) return;
    drafts.keep(key, { fields: fieldsOf(draftOf(changes, context().definitions)), toSave: waiting() });
  });

  const move = createMoveQuestion();
  /** Saves in a row that got no answer. */
  let failures = 0;
  const conflicted = (
    conflicts: readonly { field: string; base: unknown; theirs: unknown; mine: unknown }[],
  ) => {
    // More may have been typed since it was sent; and what was typed back is no question any more.
    const open = conflicts.filter(({ field }) => form.touched(field));
    setAsked(open.map((one) => ({ ...one, mine: form.value(one.field) })) as Conflict<Values, string>[]);
    if (open.length === 0) setWaiting(true);
  };

  /** What others hold alone, told together with what the form finds: whoever mends one must not come back for the other. */
  const lookAhead = async (): Promise<void> => {
    const { definitions } = context();
    const alone = new Set([
      "login",
      ...definitions.filter(({ unique }) => unique).map(({ name }) => attrKey(name)),
    ]);
    const touched = touchedOf(form.changes(), context(), visibleKeys(shownValues(), definitions));
    const asked = Object.fromEntries(
      Object.entries(touched).flatMap(([name, { mine }]) => (alone.has(name) ? [[name, mine]] : [])),
    ) as InputOf<typeof findDuplicates>["values"];
    if (Object.keys(asked).length === 0 || !connection.connected()) return;
    const typed = form.changes();
    const answer = await ports
      .call("findDuplicates", { values: asked, except: customer().id })
      .catch(() => undefined);
    if (answer?.kind !== "duplicates") return;
    // What was typed since is another value, of which nothing is known yet.
    const now = form.changes();
    const messages = Object.entries(answer.problems).flatMap(([name, problem]) =>
      sameValue(now[name], typed[name]) ? [[name, problemText(problem, name)]] : [],
    );
    form.refuse(Object.fromEntries(messages) as Record<string, string>);
  };

  /** What is to be sent now: first of all what was sent already and has no answer. */
  const nextPress = (): SentPress | undefined => {
    const before = presses.unanswered();
    if (before !== undefined && connection.connected()) return before;
    if (before === undefined && !form.dirty()) return undefined;
    const bad = before === undefined ? form.check() : [];
    if (bad.length > 0) {
      setWaiting(false);
      showFirst(bad[0]);
      void lookAhead();
      return undefined;
    }
    // Conflicts are for the server to find: what this page shows may be older than what the person started from.
    if (!connection.connected()) {
      setWaiting(true);
      return undefined;
    }
    const changes = form.changes();
    const { definitions } = context();
    const touched = touchedOf(changes, context(), visibleKeys(shownValues(), definitions));
    if (move.stops(touched)) {
      setWaiting(false);
      return undefined;
    }
    const whole = Object.keys(draftOf(changes, definitions)).length === Object.keys(changes).length;
    return presses.begin({ changes, touched }, whole);
  };

  const save = async (): Promise<void> => {
    const press = saving() ? undefined : nextPress();
    if (press === undefined) return;
    const sent = press.changes;
    // Typed while an earlier try waited: that was to go with it, and goes after it.
    const more = !sameValue(form.changes(), sent);
    const now = storedBy(press.touched, context().definitions);
    setSaving(true);
    try {
      const answer = await ports.customers.save(customer(), press.touched, workspace.saveSettings(), {
        key: press.key,
        again: press === presses.unanswered(),
      });
      if (answer.kind === "done") presses.end(now, after(answer.over));
      else presses.end();
      if (!more || (answer.kind !== "done" && answer.kind !== "nothing")) setWaiting(false);
      switch (answer.kind) {
        case "done":
        case "nothing":
          known.learn(now, answer.kind === "done" ? after(answer.over) : answer.over);
          form.saved(sent, now);
          // Also where the person has left the page meanwhile and no form is there to do it.
          drafts.saved(key, fieldsOf(sent), now);
          failures = 0;
          move.close();
          notify({ tone: "good", title: "Saved" });
          break;
        case "conflict":
          known.learn(
            Object.fromEntries(answer.conflicts.map(({ field, theirs }) => [field, theirs as FieldValue])),
            answer.over,
          );
          conflicted(answer.conflicts);
          break;
        case "fields": {
          const messages = Object.entries(answer.problems).map(([name, problem]) => [
            name,
            problemText(problem, name),
          ]);
          form.refuse(Object.fromEntries(messages) as Record<string, string>);
          showFirst(Object.keys(answer.problems)[0]);
          break;
        }
        case "not-allowed":
          notify({
            tone: "bad",
            title: "Not saved",
            text: "You may not make this change. What you typed is kept.",
          });
          break;
        case "not-found":
          notify({
            tone: "bad",
            title: "Not saved",
            text: "The customer is no longer here. What you typed is kept.",
          });
          break;
      }
    } catch (cause) {
      if (cause instanceof CallError && cause.failure === "offline") {
        failures += 1;
        presses.lost(press);
        setWaiting(true);
        connection.check();
      } else {
        report(cause);
        setWaiting(false);
        notify({
          tone: "bad",
          title: "Not saved",
          text: "Something went wrong. What you typed is kept; try again.",
        });
      }
    } finally {
      setSaving(false);
    }
  };

  const isStored = (press: SentPress | undefined) =>
    Object.entries(press?.touched ?? {}).every(([name, { mine }]) => sameValue(mine, stored()[name]));
  const again = () => void save();
  createEffect(() => {
    if (!(waiting() || presses.unanswered() !== undefined) || !restored() || saving()) return;
    if (!connection.connected()) {
      failures = 0;
      return;
    }
    // Nothing left to save: it had arrived, or a colleague stored the same.
    if (!form.dirty() && isStored(presses.unanswered())) {
      presses.end();
      setWaiting(false);
    }
    // Where the connection holds and yet a Save got no answer: again, with growing pauses.
    else if (failures > 0) onCleanup(browserClock.after(retryAfter(failures), again));
    else untrack(again);
  });

  return {
    form,
    context,
    saving,
    waiting: () => waiting() || (presses.unanswered() !== undefined && !saving()),
    asked,
    movingTo: move.asking,
    save,
    agreeToMove() {
      move.agree();
      void save();
    },
    keepPartner: move.close,
    decide(choices) {
      for (const conflict of asked()) {
        if (choices.get(conflict.field) === "theirs") form.take(conflict.field);
        else form.keep(conflict.field, conflict.theirs as FieldValue);
      }
      setAsked([]);
      void save();
    },
    later() {
      setAsked([]);
      setWaiting(false);
    },
    discard() {
      presses.end();
      setWaiting(false);
      form.reset();
    },
    lit,
  };
}

function fieldsOf(changes: Changes<Values>): Record<string, TouchedField> {
  return changes as Record<string, TouchedField>;
}

function retryAfter(failures: number): number {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
}

/** The first moment after the one at which the record was compared: what this Save wrote is from then. */
function after(over: number | null | undefined): number | undefined {
  return over === undefined ? undefined : (over ?? 0) + 1;
}

function showFirst(field: string | undefined): void {
  if (field === undefined) return;
  const box = document.querySelector(`[data-field="${CSS.escape(field)}"]`);
  if (box !== null) reveal(box);
  box?.scrollIntoView?.({ block: "center" });
  box?.querySelector<HTMLElement>("input, textarea, button")?.focus();
}
