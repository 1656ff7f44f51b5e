import type { Mentionable } from "@trunkline/domain/comment/mention";
import type { Directory } from "@trunkline/domain/config/directory";
import type { AdminId } from "@trunkline/domain/ids/ids";

type Entry = Directory["staff"][AdminId];

/** The staff of the directory that a test lets through, by name. */
export function mentionable(
  directory: Directory | undefined,
  who: (entry: Entry, id: AdminId) => boolean,
): readonly Mentionable[] {
  return Object.entries(directory?.staff ?? {})
    .filter(([id, entry]) => who(entry, id as AdminId))
    .map(([id, { name, login }]) => ({ id: id as AdminId, name, login }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Who works here now: who can be named and given something to do. */
export const working = (entry: Entry): boolean => entry.active && entry.here;
