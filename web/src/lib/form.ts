import { createEffect, createMemo, untrack, type Accessor } from "solid-js";
import { createStore, produce, unwrap } from "solid-js/store";
import type { TouchedField } from "./drafts.ts";
import { sameValue } from "./same-value.ts";

/** A field that both sides changed: what it was, what is stored now, what the person typed. */
export interface Conflict<T, K extends keyof T = keyof T> {
  readonly field: K;
  readonly base: T[K];
  readonly theirs: T[K];
  readonly mine: T[K];
}

/** What a save sends: only touched fields, each with the value the person started from. */
export type Changes<T> = { readonly [K in keyof T]?: { readonly base: T[K]; readonly value: T[K] } };

export interface FormState<T extends object> {
  /** What the field shows: the person's text where touched, the live value elsewhere. */
  value<K extends keyof T>(field: K): T[K];
  /** Takes a typed value; one equal to what is stored is no change. */
  set<K extends keyof T>(field: K, value: T[K]): void;
  touched(field: keyof T): boolean;
  readonly dirty: Accessor<boolean>;
  readonly changes: Accessor<Changes<T>>;
  /** Touched fields whose stored value is neither the base nor what was typed. */
  readonly conflicts: Accessor<readonly Conflict<T>[]>;
  /** Gives up the typed value for the stored one. */
  take(field: keyof T): void;
  /** Insists on the typed value over the one that is stored now, or over `theirs` where the server told it first. */
  keep<K extends keyof T>(field: K, theirs?: T[K]): void;
  /**
   * The server stored these values, as `stored` where it is not letter by letter what was typed: forget them, except
   * where more was typed since.
   */
  saved(changes: Changes<T>, stored?: Partial<T>): void;
  /** Forgets everything typed. */
  reset(): void;
  /** Puts back a draft, except where more was typed since; fields the form does not know show when it comes to know them. */
  restore(fields: Readonly<Record<string, TouchedField>>): void;
  /** The message to show at a field, once the person left it or tried to save. */
  error(field: keyof T): string | undefined;
  leave(field: keyof T): void;
  /** Every field with a problem, in the order of the fields; showing them all from now on. */
  check(): readonly (keyof T)[];
  /** Messages from the server, shown until the field changes. */
  refuse(errors: Partial<Record<keyof T, string>>): void;
}

interface FormOptions<T extends object> {
  /** What is stored now; follows the live document. */
  readonly stored: Accessor<T>;
  readonly fields: readonly (keyof T & string)[];
  /** The problem of each field for the values as shown. */
  readonly validate?: (values: T) => Partial<Record<keyof T, string>>;
}

/** The state of one form over a live record: tracks what was touched and what it started from. */
export function createFormState<T extends object>(options: FormOptions<T>): FormState<T> {
  type Key = keyof T & string;
  // Read anew each time: fields come and go while a form is open.
  const keys = () => options.fields;
  const [state, setState] = createStore<{
    touched: Record<string, TouchedField>;
    left: Record<string, boolean>;
    refused: Record<string, string | undefined>;
  }>({ touched: {}, left: {}, refused: {} });
  const stored = options.stored;

  const mine = (field: keyof T) => state.touched[field as string];
  const value = <K extends keyof T>(field: K): T[K] => {
    const touched = mine(field);
    return touched === undefined ? stored()[field] : (touched.value as T[K]);
  };
  const forget = (field: keyof T) =>
    setState(
      "touched",
      produce((all) => {
        delete all[field as string];
      }),
    );
  const put = (field: keyof T, entry: TouchedField) =>
    setState(
      "touched",
      produce((all) => {
        all[field as string] = entry;
      }),
    );

  const isTouched = (field: keyof T) => {
    const touched = mine(field);
    if (touched === undefined) return false;
    // Typed back to where the person started: no change of theirs, whatever a colleague stored meanwhile.
    return !sameValue(touched.value, stored()[field]) && !sameValue(touched.value, touched.base);
  };

  const changes = createMemo(() => {
    const all: { [K in keyof T]?: { base: T[K]; value: T[K] } } = {};
    for (const field of keys()) {
      const touched = mine(field);
      if (touched === undefined || !isTouched(field)) continue;
      const entry = unwrap(touched);
      all[field] = { base: entry.base as T[Key], value: entry.value as T[Key] };
    }
    return all as Changes<T>;
  });
  const conflicts = createMemo<readonly Conflict<T>[]>(() =>
    keys().flatMap((field) => {
      const touched = mine(field);
      if (touched === undefined || !isTouched(field) || sameValue(touched.base, stored()[field])) return [];
      return [
        { field, base: touched.base as T[Key], theirs: stored()[field], mine: touched.value as T[Key] },
      ];
    }),
  );
  const problems = createMemo<Partial<Record<keyof T, string>>>(() => {
    if (options.validate === undefined) return {};
    const values = { ...stored() };
    for (const field of keys()) values[field] = value(field);
    return options.validate(values);
  });
  const anyTouched = createMemo(() => keys().some(isTouched));
  // What was typed is stored now, by this form's own Save or by a colleague who typed the same: from here on the field
  // follows the record again, and more typing starts from it.
  createEffect(() => {
    for (const field of keys()) {
      const touched = mine(field);
      if (touched !== undefined && sameValue(touched.value, stored()[field])) untrack(() => forget(field));
    }
  });

  return {
    value,
    set(field, next) {
      // Empty is a start too: only what was never touched starts from what is stored now.
      const touched = mine(field);
      const base = touched === undefined ? stored()[field] : (touched.base as T[typeof field]);
      setState("refused", field as string, undefined);
      if (sameValue(next, stored()[field])) forget(field);
      else put(field, { base: structuredClone(unwrap(base)), value: next });
    },
    touched: isTouched,
    dirty: anyTouched,
    changes,
    conflicts,
    take: forget,
    keep(field, theirs) {
      const touched = mine(field);
      if (touched === undefined) return;
      put(field, {
        base: structuredClone(unwrap(theirs === undefined ? stored()[field] : theirs)),
        value: touched.value,
      });
    },
    saved(done, stored = {}) {
      for (const field of keys()) {
        const sent = done[field];
        const touched = mine(field);
        if (sent === undefined || touched === undefined) continue;
        // Typed anew over a later value, once the listener had brought what was sent: another change than that one.
        if (!sameValue(touched.base, sent.base)) continue;
        if (sameValue(touched.value, sent.value)) forget(field);
        else put(field, { base: field in stored ? stored[field] : sent.value, value: touched.value });
      }
    },
    reset() {
      setState({ left: {}, refused: {} });
      for (const field of keys()) forget(field);
    },
    restore(kept) {
      for (const [field, entry] of Object.entries(kept)) {
        if (state.touched[field] === undefined) put(field as Key, entry);
      }
    },
    error(field) {
      const key = field as string;
      return state.refused[key] ?? (state.left[key] === true ? problems()[field] : undefined);
    },
    leave(field) {
      setState("left", field as string, true);
      if (!isTouched(field)) forget(field);
    },
    check() {
      for (const field of keys()) setState("left", field, true);
      return keys().filter((field) => problems()[field] !== undefined);
    },
    refuse(errors) {
      for (const field of keys()) {
        if (errors[field] !== undefined) setState("refused", field, errors[field]);
      }
    },
  };
}
