import { CUSTOMER_FIELD_KEYS } from "@trunkline/domain/customer/table";
import { activityOf, commentsOf } from "@trunkline/domain/paths";
import { documentsOf, recordOf } from "../flows/house.ts";
import { sameValue } from "../../web/src/lib/same-value.ts";
import type { Person } from "./person.ts";
import type { Asked, Saw, Seen, Sent, Wrote } from "./seen.ts";
import { until } from "./until.ts";
import type { Shared, World } from "./world.ts";

/** One entry of a history as the server keeps it. */
interface Entry {
  readonly id: string;
  readonly at: number;
  readonly actor: string;
  readonly kind: string;
  readonly record: string;
  readonly action: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly undoes: string | undefined;
}

/** Fields whose values are never typed twice in a run. */
const isUnique = (field: string) => field !== "status" && field !== "attr_contract";
const text = (value: unknown) => JSON.stringify(value);

/** Everything that is wrong with a run that is over, in words; empty when nothing was lost. */
export async function judge(
  world: World,
  customers: readonly Shared[],
  people: readonly Person[],
  seen: Seen,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const customer of customers) {
    const history = await historyOf(world, customer);
    const edits = history.filter(({ kind }) => kind === "customer");
    const record = await recordOf(world.house, customer.id);
    const here = <T extends { readonly customer: string }>(all: readonly T[]) =>
      all.filter((one) => one.customer === customer.id);
    wrong.push(
      ...chains(edits, record).map((line) => `customer ${customer.number}: ${line}`),
      ...saves(edits, here(seen.sent)),
      ...here(seen.asked).flatMap((asked) => question(edits, asked)),
      ...here(seen.gone).flatMap((gone) => lost(edits, gone)),
      ...here(seen.saw).flatMap((saw) => undone(edits, saw)),
      ...(await comments(world, customer, history, people, here(seen.wrote))),
      ...(await converged(world, customer, people, record, history)),
    );
  }
  return wrong;
}

// An entry's own time is a server timestamp, which counts milliseconds: what was queued for a while comes several to
// one of them. No two commits share the time at which a document was made, which counts microseconds.
async function historyOf(world: World, customer: Shared): Promise<readonly Entry[]> {
  const { docs } = await world.house.db.collection(activityOf(customer.id)).get();
  return docs
    .map((doc) => {
      const { seconds, nanoseconds } = doc.createTime;
      return { ...doc.data(), id: doc.id, at: seconds * 1e6 + nanoseconds / 1e3 } as unknown as Entry;
    })
    .sort((a, b) => a.at - b.at);
}

/** Each field's history must lead from value to value without a gap and end at what is stored. */
function chains(entries: readonly Entry[], record: Readonly<Record<string, unknown>>): string[] {
  const wrong: string[] = [];
  const now = new Map<string, unknown>();
  for (const entry of entries) {
    for (const [field, value] of Object.entries(entry.after)) {
      if (now.has(field) && !sameValue(entry.before[field] ?? null, now.get(field))) {
        wrong.push(
          `${field} was ${text(now.get(field))}, entry ${entry.id} says ${text(entry.before[field])}`,
        );
      }
      now.set(field, value);
    }
  }
  for (const [field, value] of now) {
    if (!sameValue(record[field] ?? null, value)) {
      wrong.push(`${field} is ${text(record[field])}, its history ends at ${text(value)}`);
    }
  }
  return wrong;
}

/** Every accepted Save is one entry by the right person with the values sent, and no entry is anybody's guess. */
function saves(edits: readonly Entry[], sent: readonly Sent[]): string[] {
  const wrong: string[] = [];
  const claimed = new Map<string, string>();
  for (const one of sent) {
    if (one.answer?.kind !== "done") continue;
    const { entryId } = one.answer;
    const entry = edits.find(({ id }) => id === entryId);
    if (entry === undefined) wrong.push(`an acknowledged Save has no entry: ${text(one.touched)}`);
    else if (entry.actor !== one.person) wrong.push(`entry ${entryId} names ${entry.actor}`);
    // The same press sent again is answered by the same entry.
    else if ((claimed.get(entryId) ?? one.key) !== one.key) wrong.push(`entry ${entryId} tells two Saves`);
    claimed.set(entryId, one.key);
  }
  for (const entry of edits) {
    if (entry.action === "created") continue;
    const from = sent.filter(
      (one) =>
        one.person === entry.actor &&
        one.undoes === entry.undoes &&
        Object.entries(entry.after).every(
          ([field, value]) => one.touched[field] !== undefined && sameValue(one.touched[field].mine, value),
        ),
    );
    if (from.length === 0) wrong.push(`entry ${entry.id} tells what nobody saved: ${text(entry.after)}`);
    if (entry.undoes !== undefined) continue;
    for (const [field, was] of Object.entries(entry.before)) {
      // One's own earlier value is a right start too: its answer may have been lost.
      const starts = sent
        .filter((one) => one.person === entry.actor)
        .flatMap((one) => [one.bases[field], one.touched[field]?.mine]);
      if (!starts.some((start) => sameValue(start, was))) {
        wrong.push(`${field} ${text(was)} was overwritten with ${text(entry.after[field])} unseen`);
      }
    }
  }
  const told = new Map<string, string>();
  for (const entry of edits) {
    for (const [field, value] of Object.entries(entry.after)) {
      if (!isUnique(field) || entry.undoes !== undefined) continue;
      const key = `${field} ${text(value)}`;
      if (told.has(key)) wrong.push(`${key} was stored twice: ${told.get(key)}, ${entry.id}`);
      told.set(key, entry.id);
    }
  }
  return wrong;
}

/** The place in the history at which a field last took a value; −1 for never, as at the start. */
function place(edits: readonly Entry[], field: string, value: unknown): number {
  return edits.findLastIndex(({ after }) => Object.hasOwn(after, field) && sameValue(after[field], value));
}

/** A question is right when somebody else stored another value after the person had begun. */
function question(edits: readonly Entry[], { person, field, base, theirs, mine, typed }: Asked): string[] {
  const about = `${field} ${text([base, theirs, mine])} was asked`;
  if (typed === undefined) return [`${about} of somebody who had typed nothing there`];
  if (!sameValue(typed.value, mine)) return [`${about}, but typed was ${text(typed.value)}`];
  const from = place(edits, field, theirs);
  if (from < 0) return [`${about}, but ${text(theirs)} was never stored`];
  if (edits[from]?.actor === person && isUnique(field) && edits[from].undoes === undefined) {
    return [`${about} against the person's own Save`];
  }
  return [];
}

/** What a person typed leaves the form only when it was stored. */
function lost(edits: readonly Entry[], { field, stored: typed, value }: Saw): string[] {
  return place(edits, field, typed) >= 0
    ? []
    : [`${text(typed)} typed into ${field} was lost; the field shows ${text(value)}`];
}

/** A field never shows what was before one's own accepted Save; an Undo may bring back what was there, at any time. */
function undone(edits: readonly Entry[], { field, value, stored }: Saw): string[] {
  const saved = edits.findIndex(
    ({ after }) => Object.hasOwn(after, field) && sameValue(after[field], stored),
  );
  return !isUnique(field) || place(edits, field, value) >= saved
    ? []
    : [`${field} showed ${text(value)} after ${text(stored)} was saved`];
}

async function comments(
  world: World,
  customer: Shared,
  history: readonly Entry[],
  people: readonly Person[],
  wrote: readonly Wrote[],
): Promise<string[]> {
  const wrong: string[] = [];
  const stored = await documentsOf(world.house, commentsOf(customer.id));
  for (const comment of stored) {
    const entries = history.filter(({ record }) => record === comment["id"]);
    wrong.push(...chains(entries, comment).map((line) => `comment ${String(comment["text"])}: ${line}`));
    if (entries.filter(({ action }) => action === "created").length !== 1) {
      wrong.push(`comment ${String(comment["text"])} was not created once`);
    }
  }
  const last = new Map<string, number>();
  for (const one of wrote) {
    const places = history.flatMap((entry, index) =>
      entry.kind === "comment" && entry.actor === one.person && entry.after["text"] === one.text
        ? [index]
        : [],
    );
    const back = (await people.find(({ uid }) => uid === one.person)?.gotBack())?.includes(one.text) === true;
    const about = `${one.what} "${one.text}"`;
    if (places.length === 0 && !back) wrong.push(`${about} was lost`);
    if (places.length > 0 && back) wrong.push(`${about} arrived and was given back`);
    if (places.length > 1) wrong.push(`${about} arrived ${places.length} times`);
    // Nobody in these runs loses the right to comment.
    if (one.what === "add" && back) wrong.push(`${about} was refused`);
    const [first] = places;
    if (one.what !== "add" || first === undefined) continue;
    if (first < (last.get(one.person) ?? -1)) wrong.push(`${about} arrived before an earlier one`);
    last.set(one.person, first);
  }
  return wrong;
}

/** Everybody sees the same: record, comments and history. */
async function converged(
  world: World,
  customer: Shared,
  people: readonly Person[],
  record: Readonly<Record<string, unknown>>,
  history: readonly Entry[],
): Promise<string[]> {
  const kept = (await documentsOf(world.house, commentsOf(customer.id)))
    .filter(({ state }) => state !== "deleted")
    .map(({ id, text, state }) => `${String(id)} ${String(state)} ${String(text)}`)
    .sort();
  const wanted = text([
    CUSTOMER_FIELD_KEYS.map((key) => record[key]),
    kept,
    history.map(({ id }) => id).sort(),
  ]);
  const all = await Promise.all(
    people.map(async (person) => {
      const screen = await person.sees(customer);
      const now = () => {
        const shown = screen();
        if (shown === undefined) return "nothing";
        return text([
          CUSTOMER_FIELD_KEYS.map((key) => shown.customer()[key]),
          shown
            .comments()
            .map((row) => `${row.id} ${row.state} ${row.text}`)
            .sort(),
          shown
            .activity()
            .map(({ id }) => id)
            .sort(),
        ]);
      };
      return (await until(() => now() === wanted, 30_000))
        ? []
        : [`${person.name} sees ${now()}\n   instead of ${wanted}`];
    }),
  );
  return all.flat();
}
