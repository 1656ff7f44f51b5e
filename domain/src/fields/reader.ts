import * as z from "zod/mini";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";
import type { CustomerFieldsConfig } from "./definition.ts";
import { browserNames, FIELD_TYPES, isFieldName, RELATION_TARGETS } from "./definition.ts";

const attrValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);
const off = z._default(z.boolean(), false);
const bound = z._default(z.nullable(z.number()), null);

/** The stored shape of one definition; the callable that saves one takes the same. */
export const fieldDefinition = z.object({
  name: z.string().check(z.refine(isFieldName, "bad field name")),
  title: z.string().check(z.minLength(1), z.maxLength(100)),
  type: z._default(z.enum(FIELD_TYPES), "string"),
  category: z._default(z.enum(["all", "person", "company"]), "all"),
  defaultValue: z._default(attrValue, null),
  min: bound,
  max: bound,
  required: off,
  unique: off,
  showInList: off,
  onAdd: z._default(z.boolean(), true),
  searchable: off,
  readonly: off,
  disabled: off,
  hidden: off,
  portal: z._default(z.enum(["none", "view", "edit"]), "none"),
  options: z._default(z.array(z.object({ value: z.string(), retired: off })), []),
  relation: z._default(z.nullable(z.enum(RELATION_TARGETS)), null),
  position: z._default(z.int(), 0),
});

const Stored = z.object({ fields: z._default(z.array(fieldDefinition), []) });

/** Reads `config/customerFields`; a document that is not there yet (undefined) reads as no field. */
export function readCustomerFields(data: unknown): Result<CustomerFieldsConfig, BadRecord> {
  const parsed = Stored.safeParse(data ?? {});
  if (!parsed.success) return badRecord("config/customerFields", parsed.error);
  const { fields } = parsed.data;
  return ok({ fields, names: browserNames(fields) });
}
