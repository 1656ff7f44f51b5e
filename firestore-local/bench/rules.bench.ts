import type { Caller, CommitPlan, Database, Write } from "../src/engine/api.ts";
import { createDatabase } from "../src/engine/database.ts";
import type { Value } from "../src/engine/value.ts";
import type { Ruleset } from "../src/rules/api.ts";
import { compileRules } from "../src/rules/compile-rules.ts";
import type { Row } from "./row.ts";

const NAME = "projects/demo-bench/databases/(default)";
const CUSTOMERS = 200;
const COMMITS = 1_000;
const ROUNDS = 15;
const AUTH = { uid: "ada", token: { kind: "admin", sv: 4, email: "ada@example.test" } };

/** A record with a told change, as the product's own rules have it: a session, a scope, shapes, a diff, the entry. */
const RULES = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    function session() { return get(/databases/$(database)/documents/sessions/$(request.auth.uid)).data; }
    function staffMay(permission, partnerId) {
      let s = session();
      return s.open == true && s.sv == request.auth.token.sv && request.auth.token.kind == 'admin'
          && permission in s.permissions && (s.partner == '*' || s.partner == partnerId);
    }
    function isLine(v, max) { return v is string && v.size() <= max && v == v.trim() && v.matches('[^\\\\x00-\\\\x1f]*'); }
    function tells(e, was, will) {
      let quiet = ['lastActivity', 'updatedAt', 'nameFolded'].toSet();
      let d     = will.diff(was);
      let gone  = d.changedKeys().union(d.removedKeys()).difference(quiet);
      let came  = d.changedKeys().union(d.addedKeys()).difference(quiet);
      return gone.union(came).size() > 0
          && e.time == request.time && e.actor == request.auth.uid
          && e.before.keys().toSet() == gone && e.before.diff(was).changedKeys().size() == 0
          && e.after.keys().toSet()  == came && e.after.diff(will).changedKeys().size() == 0;
    }
    match /customers/{id} {
      function entry() { return getAfter(/databases/$(database)/documents/customers/$(id)/activity/$(request.resource.data.lastActivity)).data; }
      allow update: if staffMay('customers.edit', resource.data.partnerId)
          && request.resource.data.diff(resource.data).affectedKeys().hasOnly(['name', 'nameFolded', 'email', 'phone', 'city', 'notes', 'lastActivity', 'updatedAt'])
          && isLine(request.resource.data.name, 200) && isLine(request.resource.data.city, 100)
          && request.resource.data.email.matches('[^@ ]+@[^@ ]+')
          && tells(entry(), resource.data, request.resource.data);
      match /activity/{entryId} {
        allow create: if staffMay('customers.edit', request.resource.data.partnerId)
            && request.resource.data.keys().hasOnly(['time', 'actor', 'kind', 'record', 'before', 'after', 'partnerId'])
            && getAfter(/databases/$(database)/documents/customers/$(id)).data.lastActivity == entryId;
      }
    }
  }
}`;

const map = (fields: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> => new Map(Object.entries(fields));

function setUp(path: string, fields: Readonly<Record<string, Value>>): Write {
  return { op: "set", path, fields: map(fields), mask: null, transforms: [], precondition: {} };
}

/** The two writes of a told change; the entry's time is the server's, as a client sends it. */
function change(id: number, serial: number, name: string): Write[] {
  const entry = `e${serial}`;
  const masked: Write = {
    op: "set",
    path: `customers/${id}`,
    fields: map({ name: `Name ${serial}`, nameFolded: `name ${serial}`, lastActivity: entry }),
    mask: [["name"], ["nameFolded"], ["lastActivity"]],
    transforms: [{ field: ["updatedAt"], op: "serverTimestamp" }],
    precondition: { exists: true },
  };
  const told: Write = {
    op: "set",
    path: `customers/${id}/activity/${entry}`,
    fields: map({ actor: "ada", kind: "customer", record: String(id), partnerId: "p1", before: map({ name }), after: map({ name: `Name ${serial}` }) }),
    mask: null,
    transforms: [{ field: ["time"], op: "serverTimestamp" }],
    precondition: { exists: false },
  };
  return [masked, told];
}

async function database(): Promise<Database> {
  const made = createDatabase({ name: NAME, clock: { now: () => Date.now() } });
  const admin = { caller: { kind: "admin" } } as const;
  await made.commit([setUp("sessions/ada", { open: true, sv: 4n, partner: "*", permissions: ["customers.view", "customers.edit"] })], admin);
  for (let id = 0; id < CUSTOMERS; id++) {
    const fields = { name: "Name", nameFolded: "name", email: "a@b.test", phone: "+421 900", city: "Bratislava", partnerId: "p1", number: BigInt(id), notes: "x".repeat(300) };
    const more = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`attr_${index}`, `value ${index}`]));
    await made.commit([setUp(`customers/${id}`, { ...fields, ...more, labels: ["a", "b"], address: map({ street: "Main 1", zip: "811 01" }) })], admin);
  }
  return made;
}

/** Microseconds a commit of a round of told changes. */
async function round(db: Database, names: string[], serial: { next: number }, guard: ((plan: CommitPlan) => void) | null): Promise<number> {
  const caller: Caller = { kind: "client", auth: AUTH };
  const started = performance.now();
  for (let count = 0; count < COMMITS; count++) {
    const id = count % CUSTOMERS;
    const number = serial.next++;
    await db.commit(change(id, number, names[id] ?? ""), guard === null ? { caller } : { caller, guard });
    names[id] = `Name ${number}`;
  }
  return ((performance.now() - started) * 1000) / COMMITS;
}

function guardOf(db: Database, ruleset: Ruleset): (plan: CommitPlan) => void {
  return (plan) => {
    const request = { caller: { kind: "client", auth: AUTH }, database: "(default)", project: "demo-bench", time: plan.time } as const;
    const decision = ruleset.judgeCommit(request, plan, { get: (path) => db.get(path), getAfter: (path) => plan.after(path) });
    if (!decision.allowed) throw new Error(decision.reason);
  };
}

/** A commit under realistic rules beside the same commit without any, in turns in one process. */
export async function run(): Promise<readonly Row[]> {
  const { ruleset } = compileRules(RULES);
  if (ruleset === null) throw new Error("the bench's own rules do not compile");
  const db = await database();
  const names = Array.from({ length: CUSTOMERS }, () => "Name");
  const serial = { next: 0 };
  const guard = guardOf(db, ruleset);
  const bare: number[] = [];
  const guarded: number[] = [];
  for (let turn = 0; turn < ROUNDS; turn++) {
    bare.push(await round(db, names, serial, null));
    guarded.push(await round(db, names, serial, guard));
  }
  // The best turn of each: what else the machine does can only add.
  const [without, under] = [Math.min(...bare), Math.min(...guarded)];
  const ratio = under / without;
  return [
    { name: "told change (2 writes), engine alone", value: `${without.toFixed(1)} µs`, goal: "", pass: null },
    { name: "told change under rules, coverage on", value: `${under.toFixed(1)} µs`, goal: "", pass: null },
    { name: "rules: commit with ÷ without", value: ratio.toFixed(2), goal: "≤ 2", pass: ratio <= 2 },
  ];
}
