import { readCustomersConfig, type CustomersConfig } from "@trunkline/domain/config/customers";
import { readGeneral, type GeneralConfig } from "@trunkline/domain/config/general";
import { usableFields, type FieldDefinition } from "@trunkline/domain/fields/definition";
import { readCustomerFields } from "@trunkline/domain/fields/reader";
import { configPath } from "@trunkline/domain/paths";
import type { BadRecord, Result } from "@trunkline/domain/result/result";
import type { Day } from "@trunkline/domain/time/day";
import { dayIn } from "@trunkline/domain/time/zone";
import type { Platform } from "../platform/platform.ts";

/** The settings that a customer's record depends on, and the day it is there. */
export interface Settings {
  readonly general: GeneralConfig;
  readonly customers: CustomersConfig;
  readonly definitions: readonly FieldDefinition[];
  readonly today: Day;
}

/** Reads them in one go; throws when a stored setting makes no sense, since guessing one could cost money. */
export async function readSettings(platform: Platform): Promise<Settings> {
  const paths = [configPath("general"), configPath("customers"), configPath("customerFields")];
  const [general, customers, fields] = await platform.db.getAll(
    ...paths.map((path) => platform.db.doc(path)),
  );
  const localization = general?.exists === true ? general.data() : { timeZone: platform.defaultZone };
  const read = sure(readGeneral(localization));
  const config = sure(readCustomersConfig(customers?.data()));
  return {
    general: read,
    customers: config,
    definitions: usableFields(sure(readCustomerFields(fields?.data())).fields, config),
    today: dayIn(read.timeZone, platform.clock()),
  };
}

/** The value of a stored document that has to be readable; throws with its path and problems. */
export function sure<T>(read: Result<T, BadRecord>): T {
  if (!read.ok) throw new Error(`${read.error.path}: ${read.error.problems.join("; ")}`);
  return read.value;
}
