import { untrack, type Accessor } from "solid-js";
import type { Customer } from "@trunkline/domain/customer/record";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { VALUE } from "@trunkline/domain/search/line";
import type { SearchPort } from "../../../data/ports.tsx";

interface CountNeeds {
  /** Those that are here count as they are. */
  readonly rows: Accessor<readonly Customer[]>;
  /** Tells of the others, once it is ready. */
  readonly search: Pick<SearchPort, "sift" | "version">;
  readonly ready: Accessor<boolean>;
  /** Brings the index, where the person may have it. */
  readonly bring: () => void;
}

const ORDER = { key: "number", by: "number", descending: false } as const;

/**
 * Counts how many of some customers have each label; undefined while that is not known. An effect that asks follows what
 * was asked, and asks again when it changes.
 */
export function createLabelCount({ rows, search, ready, bring }: CountNeeds) {
  return async (wanted: readonly CustomerId[]): Promise<ReadonlyMap<string, number> | undefined> => {
    const here = new Map<string, readonly string[]>(
      rows().map((row): [string, readonly string[]] => [row.id, row.labelIds]),
    );
    const counts = new Map<string, number>();
    const add = (labels: readonly string[]) => {
      for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
    };
    const far = wanted.filter((id) => !here.has(id));
    if (far.length > 0) {
      search.version();
      if (!ready()) {
        untrack(bring);
        return undefined;
      }
      const { values } = await search.sift(
        { conditions: [{ kind: "ids", ids: far }], order: ORDER },
        { from: 0, count: far.length, value: "labelIds" },
      );
      for (const value of values) add(value.split(VALUE));
    }
    for (const id of wanted) add(here.get(id) ?? []);
    return counts;
  };
}
