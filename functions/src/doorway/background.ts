import { onDocumentCreated, onDocumentWritten } from "firebase-functions/firestore";
import { onSchedule } from "firebase-functions/scheduler";
import { REGION, type PORTAL_PASSWORD_KEY } from "../platform/params.ts";
import { platform, type Platform } from "../platform/platform.ts";

interface Options {
  readonly secrets?: (typeof PORTAL_PASSWORD_KEY)[];
}

// A background function may take nine minutes; it stops itself a minute before, at a place it can go on from.
const TIMEOUT_SECONDS = 540;
const BUDGET_MS = 480_000;

/** What a trigger does: it gets the names out of the path, and when to stop. */
type Work = (platform: Platform, params: Readonly<Record<string, string>>, until: number) => Promise<unknown>;

const settingsOf = (document: string, { secrets = [] }: Options) =>
  ({
    document,
    region: REGION,
    retry: true,
    memory: "512MiB",
    timeoutSeconds: TIMEOUT_SECONDS,
    secrets,
  }) as const;

/**
 * A trigger gets the names out of the path and nothing else: it looks at the documents as they are now, because events
 * come more than once and in any order. It is retried until it succeeds.
 */
export function whenWritten(document: string, options: Options, work: Work) {
  return onDocumentWritten(settingsOf(document, options), async (event) => {
    await run((ready, until) => work(ready, event.params, until));
  });
}

/** As `whenWritten`, for new documents only. */
export function whenCreated(document: string, options: Options, work: Work) {
  return onDocumentCreated(settingsOf(document, options), async (event) => {
    await run((ready, until) => work(ready, event.params, until));
  });
}

/** A sweep or a day's job. Its zone is UTC: which day it is, the work finds out from the company's own. */
export function onTime(
  schedule: string,
  options: Options,
  work: (platform: Platform, until: number) => Promise<unknown>,
) {
  const { secrets = [] } = options;
  const settings = {
    schedule,
    region: REGION,
    memory: "512MiB",
    timeoutSeconds: TIMEOUT_SECONDS,
    secrets,
  } as const;
  return onSchedule(settings, () => run(work));
}

async function run(work: (platform: Platform, until: number) => Promise<unknown>): Promise<void> {
  const ready = await platform();
  await work(ready, ready.clock() + BUDGET_MS);
}
