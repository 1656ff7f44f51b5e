import type { Action } from "@trunkline/domain/activity/entry";
import { makePassword } from "@trunkline/domain/credentials/generate";
import type { InputOf } from "@trunkline/domain/calls/call";
import type {
  setPassword as setCall,
  SetPasswordAnswer,
  showFieldPassword as showFieldCall,
  showPassword as showCall,
  ShowPasswordAnswer,
} from "@trunkline/domain/calls/customers";
import { checkPassword } from "@trunkline/domain/credentials/password";
import type { Customer } from "@trunkline/domain/customer/record";
import { attrKey, type FieldDefinition } from "@trunkline/domain/fields/definition";
import type { CustomerId, EntryId } from "@trunkline/domain/ids/ids";
import { fieldSecretPath, portalSecretPath } from "@trunkline/domain/paths";
import type { Transaction } from "firebase-admin/firestore";
import { badField, notFound } from "../doorway/errors.ts";
import { answerOnce, pressOf } from "../doorway/once.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { settleQuietly } from "../identity/account.ts";
import { logOperation } from "../identity/journal.ts";
import { checkPassword as verify } from "../identity/password-check.ts";
import type { Platform } from "../platform/platform.ts";
import { openFieldSecret } from "./field-secrets.ts";
import { byAdmin, reachCustomer, writeEvent, type Loaded } from "./record.ts";
import { countRefusal, countReveal, noteRefused, type Revealing } from "./reveals.ts";
import { openSecret, type Opened } from "./secret.ts";
import { readSettings, type Settings } from "./settings.ts";
import { passwordFacts, readSignIn, writePassword } from "./sign-in.ts";

/** Sets a portal password, typed or generated, and ends the open portal sessions (10 §4.8). */
export async function setPassword(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof setCall>,
): Promise<SetPasswordAnswer> {
  const typed = input.password === null ? undefined : checkPassword(input.password);
  if (typed?.ok === false) return badField("password", typed.error);
  const settings = await readSettings(platform);
  const password = typed?.value ?? makePassword(settings.customers, (count) => platform.random.bytes(count));
  const by = typed === undefined ? "system" : "admin";
  const press = pressOf(platform.db, caller.uid, "setPassword", input.key, {
    customerId: input.customerId,
    by,
  });
  const set = async (tx: Transaction): Promise<SetPasswordAnswer> => {
    const loaded = await reachCustomer(tx, platform, caller, input.customerId);
    if (loaded === undefined) return notFound;
    const signIn = await readSignIn(tx, platform, loaded.customer.id);
    writePassword(tx, platform, loaded.customer.id, signIn, { password, by });
    const entryId = writeEvent(tx, platform, loaded.customer, { ...byAdmin(caller), action: "password-set" });
    tx.update(loaded.ref, { ...passwordFacts(by), lastActivity: entryId });
    return { kind: "done", entryId };
  };
  const answer = await platform.db.runTransaction((tx) =>
    answerOnce(tx, platform, press, ["done"], () => set(tx)),
  );
  if (answer.kind === "done") await settleQuietly(platform, input.customerId);
  return answer;
}

const SIGN_IN_LASTS_MS = 12 * 60 * 60 * 1000;

type Refusal = Exclude<ShowPasswordAnswer["kind"], "shown" | "not-allowed" | "not-found" | "no-copy">;

/** One of a customer's passwords that are kept to be shown: where it lies and how its showing is told. */
interface Concealed {
  readonly operation: Revealing;
  readonly path: (id: CustomerId) => string;
  readonly open: (loaded: Loaded, data: unknown) => Opened | undefined;
  readonly actions: Readonly<Record<"shown" | "refused", Action>>;
  /** Names the field in the history; null for the portal password. */
  readonly field: FieldDefinition | null;
}

/**
 * Shows a portal password, once: the switch, the limit of 20 an hour, the age of the sign-in, and only after the
 * entry in the customer's Activity and the line in the operations log are committed does the text leave (10 §4).
 */
export async function showPassword(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof showCall>,
): Promise<ShowPasswordAnswer> {
  return reveal(platform, caller, input, await readSettings(platform), {
    operation: "showPassword",
    path: portalSecretPath,
    open: ({ customer }, data) => openSecret(platform, customer.id, data),
    actions: { shown: "password-shown", refused: "password-show-refused" },
    field: null,
  });
}

/** Shows an additional field of type Password in the same way, counted against the same limit (10 §8.16). */
export async function showFieldPassword(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof showFieldCall>,
): Promise<ShowPasswordAnswer> {
  const settings = await readSettings(platform);
  const field = settings.definitions.find(({ name }) => attrKey(name) === input.field);
  if (field?.type !== "password" || field.hidden) return notFound;
  return reveal(platform, caller, input, settings, {
    operation: "showFieldPassword",
    path: (id) => fieldSecretPath(id, field.name),
    open: ({ customer, data: record }, data) =>
      openFieldSecret(platform, customer.id, field.name, record[input.field], data),
    actions: { shown: "secret-shown", refused: "secret-show-refused" },
    field,
  });
}

async function reveal(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof showCall>,
  settings: Settings,
  concealed: Concealed,
): Promise<ShowPasswordAnswer> {
  const fresh = await signedInLately(platform, caller, input.own);
  const decide = async (tx: Transaction): Promise<ShowPasswordAnswer> => {
    const loaded = await reachCustomer(tx, platform, caller, input.customerId);
    if (loaded === undefined) return notFound;
    const { customer } = loaded;
    const told = await countRefusal(tx, platform, caller.uid);
    const refuse = (kind: Refusal, minutes = 0): ShowPasswordAnswer => {
      if (told.kind === "counted") {
        told.write();
        tell(tx, platform, caller, customer, concealed, kind);
      }
      return kind === "limit" ? { kind, minutes } : { kind };
    };
    const secret = await tx.get(platform.db.doc(concealed.path(customer.id)));
    if (!settings.customers.showPasswords) return refuse("switched-off");
    if (fresh.kind !== "fresh")
      return fresh.kind === "limit" ? refuse("limit", fresh.minutes) : refuse(fresh.kind);
    const counted = await countReveal(tx, platform, caller.uid);
    if (counted.kind === "limit") return refuse("limit", counted.minutes);
    const opened = concealed.open(loaded, secret.data());
    if (opened === undefined) return { kind: "no-copy" };
    counted.write();
    return { kind: "shown", ...opened, entryId: tell(tx, platform, caller, customer, concealed, "shown") };
  };
  const answer = await platform.db.runTransaction(decide);
  if (answer.kind === "not-found")
    await noteRefused(platform, caller, concealed.operation, "not-found", input.customerId);
  return answer;
}

/** What is done when somebody without the permission asks to be shown a password: it is noted who tried (10 §4.7). */
export function noteUnpermitted(operation: Revealing) {
  return (platform: Platform, caller: AdminCaller, input: InputOf<typeof showCall> | undefined) =>
    noteRefused(platform, caller, operation, "not-allowed", input?.customerId ?? null);
}

type Freshness =
  | { readonly kind: "fresh" }
  | { readonly kind: "sign-in-too-old" }
  | { readonly kind: "wrong-password" }
  | { readonly kind: "limit"; readonly minutes: number };

// Whoever finds a desk left open since yesterday is asked for its owner's password first (10 §4.7).
async function signedInLately(
  platform: Platform,
  caller: AdminCaller,
  own: string | null,
): Promise<Freshness> {
  if (platform.clock() - caller.signedInAt <= SIGN_IN_LASTS_MS) return { kind: "fresh" };
  if (own === null) return { kind: "sign-in-too-old" };
  const { uid, address } = caller;
  const checked = await verify(platform, { kind: "admin", uid, identifier: uid, password: own, address });
  if (checked.kind === "locked") return { kind: "limit", minutes: Math.ceil(checked.seconds / 60) };
  return checked.kind === "right" ? { kind: "fresh" } : { kind: "wrong-password" };
}

function tell(
  tx: Transaction,
  platform: Platform,
  caller: AdminCaller,
  customer: Customer,
  { operation, actions, field }: Concealed,
  result: Refusal | "shown",
): EntryId {
  logOperation(tx, platform, {
    actor: caller.uid,
    ip: caller.address,
    action: operation,
    result,
    customerId: customer.id,
    number: customer.number,
    partnerId: customer.partnerId,
    ...(field === null ? {} : { attributes: { field: field.name } }),
  });
  // The field's title as it is now: it may be called otherwise, or be gone, when somebody reads this.
  const why = [field?.title ?? "", result === "shown" ? "" : result].filter((word) => word !== "");
  return writeEvent(tx, platform, customer, {
    ...byAdmin(caller),
    action: actions[result === "shown" ? "shown" : "refused"],
    ...(why.length === 0 ? {} : { cause: why.join(": ") }),
  });
}
