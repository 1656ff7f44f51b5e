import { createMemo, createSignal, type Accessor } from "solid-js";

export interface Known<T extends object> {
  /** The record as the listener brought it, with what is known to be stored beyond that. */
  readonly values: Accessor<T>;
  /**
   * The server said that these values are stored since that version. Without a version nothing is learnt: the
   * listener will tell.
   */
  learn(values: Partial<T>, since: number | null | undefined): void;
}

/**
 * What is stored, also in the moment between the server's answer to a Save and the listener that brings the record:
 * without it the fields would show what was there before, and typing on would start from that.
 */
export function createKnown<T extends object>(record: Accessor<T>, version: Accessor<number>): Known<T> {
  const [ahead, setAhead] = createSignal<readonly { readonly values: Partial<T>; readonly since: number }[]>(
    [],
  );
  const values = createMemo(() => {
    const shown = version();
    const newer = ahead().filter(({ since }) => since > shown);
    return newer.length === 0 ? record() : Object.assign({}, record(), ...newer.map((one) => one.values));
  });
  return {
    values,
    learn(stored, since) {
      if (since === undefined || since === null) return;
      setAhead((all) => [...all.filter((one) => one.since > version()), { values: stored, since }]);
    },
  };
}
