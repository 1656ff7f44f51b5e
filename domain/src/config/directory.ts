import * as z from "zod/mini";
import type { Admin } from "../admin/record.ts";
import type { PartnerScope } from "../admin/session.ts";
import type { AdminId, LabelId, LocationId, PartnerId } from "../ids/ids.ts";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";

export interface StaffName {
  readonly name: string;
  readonly login: string;
  /** False once disabled or deleted: the name still shows on what he wrote, but he can be given nothing. */
  readonly active: boolean;
  /** Whether he can reach records of this directory's partner. */
  readonly here: boolean;
}

export interface LabelLook {
  readonly title: string;
  /** `#rrggbb` */
  readonly colour: string;
}

/**
 * `directory/{all | partnerId}`: the names every page needs, in one read. Colleagues' names are for all
 * administrators; partners only those of the scope; locations and labels are shared (15 §5.3).
 */
export interface Directory {
  readonly staff: Readonly<Record<AdminId, StaffName>>;
  readonly partners: Readonly<Record<PartnerId, { readonly name: string }>>;
  readonly locations: Readonly<Record<LocationId, { readonly name: string }>>;
  readonly labels: Readonly<Record<LabelId, LabelLook>>;
}

/** The records the directories are made from. */
export interface DirectorySources {
  readonly admins: readonly Pick<Admin, "id" | "login" | "name" | "partner" | "state">[];
  readonly partners: readonly { readonly id: PartnerId; readonly name: string }[];
  readonly locations: readonly { readonly id: LocationId; readonly name: string }[];
  readonly labels: readonly ({ readonly id: LabelId } & LabelLook)[];
}

/** The directory of one scope; whoever changes a source writes those of all scopes in the same transaction. */
export function directoryFor(scope: PartnerScope, sources: DirectorySources): Directory {
  return {
    staff: Object.fromEntries(
      sources.admins.map(({ id, login, name, partner, state }) => [
        id,
        {
          name,
          login,
          active: state === "active",
          here: scope === "*" || partner === "*" || partner === scope,
        },
      ]),
    ),
    partners: Object.fromEntries(
      sources.partners
        .filter(({ id }) => scope === "*" || id === scope)
        .map(({ id, name }) => [id, { name }]),
    ),
    locations: Object.fromEntries(sources.locations.map(({ id, name }) => [id, { name }])),
    labels: Object.fromEntries(sources.labels.map(({ id, title, colour }) => [id, { title, colour }])),
  };
}

const named = z.object({ name: z.string() });
const Stored = z.object({
  staff: z.record(
    z.string(),
    z.object({ name: z.string(), login: z.string(), active: z.boolean(), here: z.boolean() }),
  ),
  partners: z.record(z.string(), named),
  locations: z.record(z.string(), named),
  labels: z.record(z.string(), z.object({ title: z.string(), colour: z.string() })),
});

/** Reads `directory/{id}`. */
export function readDirectory(id: string, data: unknown): Result<Directory, BadRecord> {
  const parsed = Stored.safeParse(data);
  return parsed.success ? ok(parsed.data) : badRecord(`directory/${id}`, parsed.error);
}
