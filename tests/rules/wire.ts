import { readFileSync } from "node:fs";
import type { RulesTestEnvironment } from "@firebase/rules-unit-testing";
import { initializeTestEnvironment } from "@firebase/rules-unit-testing";
import type { DocumentData, Firestore, Query, QueryConstraint } from "firebase/firestore";
import {
  collection,
  collectionGroup,
  deleteField,
  doc,
  getDoc,
  getDocs,
  limit,
  documentId,
  orderBy,
  query,
  serverTimestamp,
  setLogLevel,
  where,
  writeBatch,
} from "firebase/firestore";
import { startServer } from "../../firestore-local/src/server.ts";
import type { Attempt, Case, Fields, Unlimited, WriteStep } from "./attempt.ts";
import { GONE, NOW } from "./attempt.ts";
import type { QuerySpec } from "@trunkline/domain/queries";
import { PEOPLE, WORLD } from "./world.ts";

export const RULES = readFileSync(new URL("../../firestore.rules", import.meta.url), "utf8");

/** A Firestore with the product's rules and the ordinary world, reached by the web SDK as everybody. */
export interface Wire {
  /** The cases that came out otherwise than the policy says. */
  wrong(cases: readonly Case[]): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Starts the local Firestore, or takes the one at FIRESTORE_EMULATOR_HOST, and fills it with the world. */
export async function openWire(): Promise<Wire> {
  setLogLevel("silent");
  const given = process.env["FIRESTORE_EMULATOR_HOST"];
  const server = given === undefined ? await startServer({ host: "127.0.0.1", port: 0 }) : undefined;
  const [host = "127.0.0.1", port] = given?.split(":") ?? [];
  const env = await initializeTestEnvironment({
    projectId: "demo-trunkline-rules",
    firestore: { host, port: server?.port ?? Number(port), rules: RULES },
  });
  const owner = await openOwner(env);
  await put(owner.db, WORLD);
  const people = new Map<string, Firestore>();
  const as = (who: string): Firestore => {
    const known = people.get(who);
    if (known !== undefined) return known;
    const somebody = PEOPLE[who];
    if (somebody === undefined) throw new Error(`Nobody is called ${who}`);
    const context =
      somebody.uid === null
        ? env.unauthenticatedContext()
        : env.authenticatedContext(somebody.uid, { ...somebody.claims });
    const db = context.firestore() as unknown as Firestore;
    people.set(who, db);
    return db;
  };
  return {
    wrong: (cases) =>
      wrongOf(
        owner.db,
        as,
        cases.filter((one) => one.still !== true),
      ),
    close: async () => {
      await owner.close();
      await env.cleanup();
      await server?.close();
    },
  };
}

const AT_ONCE = 60;

const lasting = (one: Case) => one.given !== undefined || (one.attempt.op === "write" && one.allowed);

/** Reads and refused writes leave the world as it is and go together; the others one by one, with the world restored. */
async function wrongOf(
  owner: Firestore,
  as: (who: string) => Firestore,
  cases: readonly Case[],
): Promise<readonly string[]> {
  const wrong: string[] = [];
  const note = (one: Case, allowed: boolean) => {
    if (allowed !== one.allowed) wrong.push(`${one.who}: ${one.name} was ${allowed ? "allowed" : "refused"}`);
  };
  const passing = cases.filter((one) => !lasting(one));
  for (let from = 0; from < passing.length; from += AT_ONCE) {
    const some = passing.slice(from, from + AT_ONCE);
    const answers = await Promise.all(some.map((one) => isAllowed(as(one.who), one.attempt)));
    for (const [index, one] of some.entries()) note(one, answers[index] === true);
  }
  let undo: Record<string, Fields | null> = {};
  for (const one of cases.filter(lasting)) {
    await put(owner, { ...undo, ...one.given });
    note(one, await isAllowed(as(one.who), one.attempt));
    const touched = [
      ...Object.keys(one.given ?? {}),
      ...(one.attempt.op === "write" ? one.attempt.steps.map(({ path }) => path) : []),
    ];
    undo = Object.fromEntries(touched.map((path) => [path, WORLD[path] ?? null]));
  }
  await put(owner, undo);
  return wrong;
}

/** One connection past the rules for the whole run; making one for each case would be most of the work. */
async function openOwner(
  env: RulesTestEnvironment,
): Promise<{ readonly db: Firestore; close(): Promise<void> }> {
  const done = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<Firestore>();
  const held = env.withSecurityRulesDisabled((context) => {
    opened.resolve(context.firestore() as unknown as Firestore);
    return done.promise;
  });
  return {
    db: await opened.promise,
    close: async () => {
      done.resolve();
      await held;
    },
  };
}

async function put(db: Firestore, documents: Readonly<Record<string, Fields | null>>): Promise<void> {
  const batch = writeBatch(db);
  for (const [path, fields] of Object.entries(documents)) {
    if (fields === null) batch.delete(doc(db, path));
    else batch.set(doc(db, path), sent(fields));
  }
  await batch.commit();
}

async function isAllowed(db: Firestore, attempt: Attempt): Promise<boolean> {
  try {
    if (attempt.op === "get") await getDoc(doc(db, attempt.path));
    else if (attempt.op === "list") await getDocs(asked(db, attempt.query));
    else await committed(db, attempt.steps);
    return true;
  } catch (cause) {
    // The SDK itself sends no list within a list; whatever else happens is a fault of the test.
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "permission-denied" || code === "invalid-argument") return false;
    throw cause;
  }
}

async function committed(db: Firestore, steps: readonly WriteStep[]): Promise<void> {
  const batch = writeBatch(db);
  for (const step of steps) {
    const ref = doc(db, step.path);
    if ("remove" in step) batch.delete(ref);
    else if ("set" in step) batch.set(ref, sent(step.set));
    else batch.update(ref, sent(step.update));
  }
  await batch.commit();
}

function asked(db: Firestore, spec: QuerySpec | Unlimited): Query {
  const from = spec.group === true ? collectionGroup(db, spec.collection) : collection(db, spec.collection);
  const constraints: QueryConstraint[] = [
    ...spec.where.map(([field, op, value]) => where(field === "__name__" ? documentId() : field, op, value)),
    ...spec.orderBy.map(([field, direction]) => orderBy(field, direction)),
    ...(spec.limit === null ? [] : [limit(spec.limit)]),
  ];
  return query(from, ...constraints);
}

function sent(fields: Fields): DocumentData {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, sentValue(value)]));
}

function sentValue(value: unknown): unknown {
  if (value === NOW) return serverTimestamp();
  if (value === GONE) return deleteField();
  if (typeof value !== "object" || value === null || value instanceof Date || Array.isArray(value))
    return value;
  return sent(value as Fields);
}
