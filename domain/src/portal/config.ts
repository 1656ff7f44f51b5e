import * as z from "zod/mini";
import type { GeneralConfig } from "../config/general.ts";
import { readGeneral } from "../config/general.ts";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";

const Stored = z.object({
  title: z._default(z.string(), "Customer portal"),
  general: z._default(z.unknown(), {}),
});

/** `portalConfig/{partnerId}`: what the portal of one partner looks like; it holds nothing about any customer. */
export interface PortalConfig {
  readonly title: string;
  /** A copy of `config/general`, which customers cannot read. */
  readonly general: GeneralConfig;
}

/** Reads `portalConfig/{partnerId}`; a document that is not there yet (undefined) reads as the defaults. */
export function readPortalConfig(partnerId: string, data: unknown): Result<PortalConfig, BadRecord> {
  const parsed = Stored.safeParse(data ?? {});
  if (!parsed.success) return badRecord(`portalConfig/${partnerId}`, parsed.error);
  const general = readGeneral(parsed.data.general);
  return general.ok ? ok({ title: parsed.data.title, general: general.value }) : general;
}
