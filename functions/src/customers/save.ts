import { holds } from "@trunkline/domain/admin/can";
import type { InputOf } from "@trunkline/domain/calls/call";
import type { SaveAnswer, saveCustomer as declared } from "@trunkline/domain/calls/customers";
import { checkPassword } from "@trunkline/domain/credentials/password";
import { checkFields } from "@trunkline/domain/customer/check";
import { derivedFields, missingRequired } from "@trunkline/domain/customer/create";
import type { FieldProblem } from "@trunkline/domain/customer/problem";
import type { Category } from "@trunkline/domain/customer/status";
import { CUSTOMER_FIELDS, isCustomerField } from "@trunkline/domain/customer/table";
import { attrKey } from "@trunkline/domain/fields/definition";
import type { CustomerId, EntryId } from "@trunkline/domain/ids/ids";
import { mergeTouched } from "@trunkline/domain/merge/merge";
import type { Transaction } from "firebase-admin/firestore";
import { badField, notFound } from "../doorway/errors.ts";
import { answerOnce, earlierAnswer, pressOf } from "../doorway/once.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { settleQuietly } from "../identity/account.ts";
import type { Platform } from "../platform/platform.ts";
import { fileKeys, planFiles, takeUploads, tidyFiles, writeFiles } from "./field-files.ts";
import { markProblems, partSecrets, secretProblems, writeFieldSecrets } from "./field-secrets.ts";
import { passwordFacts, readSignIn, writePartner, writePassword, type SignIn } from "./sign-in.ts";
import { byAdmin, reachCustomer, writeChange, writeEvent, type Loaded } from "./record.ts";
import { existingIn, missingReferences, type Existing } from "./references.ts";
import { readSettings, type Settings } from "./settings.ts";
import { namedWithin, planUnique, uniqueKeys, writeUnique, type UniquePlan } from "./unique.ts";

type Input = InputOf<typeof declared>;

/**
 * One Save as one transaction (12 §2.5.1a): every touched field is compared with the value the form was loaded with;
 * what nobody else changed is written, and one conflict or one bad field stores nothing. The same press has one effect
 * and one answer, also when a colleague has undone it before it comes again.
 */
export async function saveCustomer(
  platform: Platform,
  caller: AdminCaller,
  input: Input,
): Promise<SaveAnswer> {
  if (input.password !== null) {
    const checked = checkPassword(input.password);
    if (!checked.ok) return badField("password", checked.error);
  }
  const press = pressOf(platform.db, caller.uid, "saveCustomer", input.key, comparable(input));
  // The same press once more: what it sent was judged, and its files were taken, when it came first.
  const [settings, known] = await Promise.all([
    readSettings(platform),
    earlierAnswer<SaveAnswer>(undefined, press),
  ]);
  if (known?.kind === "answered") return known.answer;
  const mine = Object.fromEntries(Object.entries(input.touched).map(([field, { mine }]) => [field, mine]));
  const { values, problems: bad } = checkFields(mine, {
    today: settings.today,
    zone: settings.general.timeZone,
    definitions: settings.definitions,
  });
  const problems = {
    ...bad,
    ...markProblems(settings.definitions, mine),
    ...forbidden(caller, settings, Object.keys(mine)),
  };
  if (Object.keys(problems).length > 0) return { kind: "fields", problems };
  const touchesFiles = fileKeys(settings.definitions).some((key) => Object.hasOwn(mine, key));
  // Nobody's file is brought to a customer whom he does not reach.
  if (touchesFiles && !(await reachesNow(platform, caller, input.customerId))) return notFound;
  const taken = await takeUploads(platform, caller.uid, input.customerId, settings.definitions, values);
  if (Object.keys(taken.problems).length > 0) return { kind: "fields", problems: taken.problems };

  const answer = await platform.db.runTransaction((tx) =>
    answerOnce(tx, platform, press, ["done", "nothing"], () =>
      save(tx, platform, settings, caller, input, { ...values, ...taken.values }),
    ),
  );
  if (answer.kind === "done" && input.password !== null) await settleQuietly(platform, input.customerId);
  if (answer.kind === "done" && touchesFiles) await tidyFiles(platform, caller.uid, taken);
  return answer;
}

// What tells one press from another; of what may be a password only that it was sent.
function comparable({ customerId, touched, password, undoes }: Input): object {
  const fields = Object.entries(touched).map(([field, values]) => [
    field,
    isCustomerField(field) ? values : null,
  ]);
  return { customerId, touched: Object.fromEntries(fields), password: password !== null, undoes };
}

async function reachesNow(platform: Platform, caller: AdminCaller, id: CustomerId): Promise<boolean> {
  const loaded = await platform.db.runTransaction((tx) => reachCustomer(tx, platform, caller, id), {
    readOnly: true,
  });
  return loaded !== undefined;
}

// Fields this administrator may not change, whatever the value.
function forbidden(
  caller: AdminCaller,
  settings: Settings,
  keys: readonly string[],
): Record<string, FieldProblem> {
  const barred = keys.filter((key) => {
    if (key === "partnerId") return caller.session.partner !== "*";
    if (key === "login") return !settings.customers.loginOnEdit;
    if (isCustomerField(key)) {
      const { permission } = CUSTOMER_FIELDS[key];
      return permission !== null && !holds(caller.session, permission);
    }
    const definition = settings.definitions.find((field) => attrKey(field.name) === key);
    return definition === undefined || definition.readonly || definition.disabled || definition.hidden;
  });
  return Object.fromEntries(barred.map((key) => [key, { kind: "not-yours-to-change" }]));
}

async function save(
  tx: Transaction,
  platform: Platform,
  settings: Settings,
  caller: AdminCaller,
  input: Input,
  values: Readonly<Record<string, unknown>>,
): Promise<SaveAnswer> {
  const loaded = await reachCustomer(tx, platform, caller, input.customerId);
  if (loaded === undefined) return notFound;
  const touched = Object.entries(input.touched).map(([field, { base }]) => [
    field,
    { base, mine: values[field] },
  ]);
  const merged = mergeTouched(Object.fromEntries(touched), loaded.data);
  const over = loaded.customer.updatedAt;
  if (merged.kind === "conflict") return { ...merged, over };
  if (merged.kind === "nothing" && input.password === null) return { ...merged, over };
  const undoes = input.undoes === null ? undefined : (input.undoes as EntryId);
  const planned = await planWish(tx, platform, settings, caller, loaded, {
    will: merged.kind === "write" ? merged.values : {},
    password: input.password,
    undoes,
  });
  return planned.kind === "ready" ? planned.write() : planned;
}

/** Checked values to be written to a customer, with a new password or none. */
export interface Wish {
  readonly will: Readonly<Record<string, unknown>>;
  readonly password: string | null;
  readonly undoes?: EntryId | undefined;
}

/** What stands against a wish, or what carries it out: everything that had to be read for it was. */
export type PlannedWish =
  | { readonly kind: "fields"; readonly problems: Readonly<Record<string, FieldProblem>> }
  | { readonly kind: "ready"; readonly write: () => SaveAnswer };

/**
 * Plans a wish in the transaction: what only the record can tell is checked; its `write` writes record, history, unique
 * values, partner and password together. A mass change goes the same way, many customers in one transaction: all are
 * planned, as a transaction reads before it writes, and then written (11 §2.2).
 */
export async function planWish(
  tx: Transaction,
  platform: Platform,
  settings: Settings,
  caller: AdminCaller,
  loaded: Loaded,
  wish: Wish,
  existing: Existing = existingIn(platform.db),
): Promise<PlannedWish> {
  const { id } = loaded.customer;
  const { definitions } = settings;
  const { values: will, secrets } = partSecrets(definitions, loaded.data, wish.will, platform.clock());
  const problems = await problemsOf(existing, settings, loaded, will);
  const unique = await planUnique(tx, platform.db, uniqueKeys(settings), loaded.data, will, {
    id,
    scope: namedWithin(caller),
  });
  const files = await planFiles(tx, platform, id, definitions, loaded.data, will);
  const closed = await secretProblems(tx, platform, secrets);
  const all = { ...problems, ...unique.problems, ...files.problems, ...closed };
  if (Object.keys(all).length > 0) return { kind: "fields", problems: all };
  // How he signs in concerns a new password alone.
  const signIn = wish.password === null ? undefined : await readSignIn(tx, platform, id);
  const over = loaded.customer.updatedAt;
  return {
    kind: "ready",
    write() {
      const entryId = write(tx, platform, settings, caller, loaded, { ...wish, will }, unique, signIn);
      if (entryId === undefined) return { kind: "nothing", over };
      writeFieldSecrets(tx, platform, id, secrets);
      writeFiles(tx, platform, id, files);
      return { kind: "done", entryId, over };
    },
  };
}

// What can only be judged with the record at hand: required fields of the whole of it, and references newly chosen.
async function problemsOf(
  existing: Existing,
  settings: Settings,
  loaded: Loaded,
  will: Readonly<Record<string, unknown>>,
): Promise<Record<string, FieldProblem>> {
  const after: Record<string, unknown> = { ...loaded.data, ...will };
  const category: Category = after["category"] === "company" ? "company" : "person";
  return {
    ...missingRequired(after, category, settings.definitions),
    ...(await missingReferences(existing, will, settings.definitions, {}, loaded.data["labelIds"])),
  };
}

function write(
  tx: Transaction,
  platform: Platform,
  settings: Settings,
  caller: AdminCaller,
  loaded: Loaded,
  { will, password, undoes }: Wish,
  unique: UniquePlan,
  signIn: SignIn | undefined,
): EntryId | undefined {
  const { customer } = loaded;
  const author = byAdmin(caller);
  const chosen = will["partnerId"];
  const partnerId = typeof chosen === "string" ? (chosen as typeof customer.partnerId) : customer.partnerId;
  const moves = partnerId !== customer.partnerId;
  writeUnique(tx, unique, { customerId: customer.id, number: customer.number, partnerId });
  if (moves) writePartner(tx, platform, loaded, will, partnerId, settings, caller);
  let passwordEntry: EntryId | undefined;
  if (password !== null && signIn !== undefined) {
    writePassword(tx, platform, customer.id, signIn, { password, by: "admin" });
    passwordEntry = writeEvent(
      tx,
      platform,
      { id: customer.id, partnerId },
      { ...author, action: "password-set" },
    );
  }
  const entry = writeChange(tx, platform, settings, loaded, {
    ...author,
    action: moves ? "moved-partner" : "changed",
    will: { ...will, ...derivedFields(will) },
    besides: passwordEntry === undefined ? {} : passwordFacts("admin"),
    undoes,
  });
  if (entry === undefined && passwordEntry !== undefined) {
    tx.update(loaded.ref, { ...passwordFacts("admin"), lastActivity: passwordEntry });
  }
  return entry ?? passwordEntry;
}
