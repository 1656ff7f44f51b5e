import type { Caller, Clock, CommitPlan, Database, Write } from "../src/engine/api.ts";
import { createDatabase } from "../src/engine/database.ts";
import type { Value } from "../src/engine/value.ts";
import type { Message } from "../src/rpc/api.ts";
import { createMeter } from "../src/rpc/meter.ts";
import { createService } from "../src/rpc/service.ts";
import type { Ruleset } from "../src/rules/api.ts";
import { compileRules } from "../src/rules/compile-rules.ts";
import type { Row } from "./row.ts";

const NAME = "projects/demo-bench/databases/(default)";
const CUSTOMERS = 200;
const COMMITS = 100;
/** Many short turns: one of each is sure to have had the machine to itself. */
const ROUNDS = 200;
const CLOCK: Clock = { now: () => Date.now() };
const AUTH = { uid: "ada", token: { kind: "admin", sv: 4, email: "ada@example.test" } };
const CALLER: Caller = { kind: "client", auth: AUTH };

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

const map = (fields: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> =>
  new Map(Object.entries(fields));

function setUp(path: string, fields: Readonly<Record<string, Value>>): Write {
  return { op: "set", path, fields: map(fields), mask: null, transforms: [], precondition: {} };
}

async function database(): Promise<Database> {
  const made = createDatabase({ name: NAME, clock: CLOCK });
  const admin = { caller: { kind: "admin" } } as const;
  await made.commit(
    [
      setUp("sessions/ada", {
        open: true,
        sv: 4n,
        partner: "*",
        permissions: ["customers.view", "customers.edit"],
      }),
    ],
    admin,
  );
  for (let id = 0; id < CUSTOMERS; id++) {
    const fields = {
      name: "Name",
      nameFolded: "name",
      email: "a@b.test",
      phone: "+421 900",
      city: "Bratislava",
      partnerId: "p1",
      number: BigInt(id),
      notes: "x".repeat(300),
    };
    const more = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`attr_${index}`, `value ${index}`]),
    );
    await made.commit(
      [
        setUp(`customers/${id}`, {
          ...fields,
          ...more,
          labels: ["a", "b"],
          address: map({ street: "Main 1", zip: "811 01" }),
        }),
      ],
      admin,
    );
  }
  return made;
}

/** One told change: customer, serial number, the name it replaces. */
type Change = (id: number, serial: number, name: string) => Promise<unknown>;

const text = (stringValue: string): Message => ({ stringValue });
const object = (fields: Message): Message => ({ mapValue: { fields } });

const stampInEngine = (field: string) => [{ field: [field], op: "serverTimestamp" }] as const;
const stamp = (fieldPath: string): Message[] => [{ fieldPath, setToServerValue: "REQUEST_TIME" }];

/** The change as the engine takes it, under a guard or none. */
function inEngine(db: Database, guard: ((plan: CommitPlan) => void) | null): Change {
  return (id, serial, name) => {
    const entry = `e${serial}`;
    const fields = { name: `Name ${serial}`, nameFolded: `name ${serial}`, lastActivity: entry };
    const told = {
      actor: "ada",
      kind: "customer",
      record: String(id),
      partnerId: "p1",
      before: map({ name }),
      after: map({ name: fields.name }),
    };
    const writes: Write[] = [
      {
        op: "set",
        path: `customers/${id}`,
        fields: map(fields),
        mask: Object.keys(fields).map((field) => [field]),
        transforms: stampInEngine("updatedAt"),
        precondition: { exists: true },
      },
      {
        op: "set",
        path: `customers/${id}/activity/${entry}`,
        fields: map(told),
        mask: null,
        transforms: stampInEngine("time"),
        precondition: { exists: false },
      },
    ];
    return db.commit(writes, guard === null ? { caller: CALLER } : { caller: CALLER, guard });
  };
}

/** The same change as a client sends it: a Commit message to the service, with everything that the server does for it. */
function inService(db: Database, ruleset: Ruleset | null): Change {
  const service = createService({
    databases: () => db,
    rules: { current: () => ruleset },
    meter: createMeter(CLOCK),
    clock: CLOCK,
  });
  const context = { caller: CALLER, client: "bench", signal: new AbortController().signal };
  return (id, serial, name) => {
    const entry = `e${serial}`;
    const after = `Name ${serial}`;
    const fields = { name: text(after), nameFolded: text(`name ${serial}`), lastActivity: text(entry) };
    const told = {
      actor: text("ada"),
      kind: text("customer"),
      record: text(String(id)),
      partnerId: text("p1"),
      before: object({ name: text(name) }),
      after: object({ name: text(after) }),
    };
    const customer = `${NAME}/documents/customers/${id}`;
    const writes = [
      {
        update: { name: customer, fields },
        updateMask: { fieldPaths: Object.keys(fields) },
        updateTransforms: stamp("updatedAt"),
        currentDocument: { exists: true },
      },
      {
        update: { name: `${customer}/activity/${entry}`, fields: told },
        updateTransforms: stamp("time"),
        currentDocument: { exists: false },
      },
    ];
    return service.unary("commit", { database: NAME, writes }, context);
  };
}

function guardOf(db: Database, ruleset: Ruleset): (plan: CommitPlan) => void {
  return (plan) => {
    const request = { caller: CALLER, database: "(default)", project: "demo-bench", time: plan.time };
    const decision = ruleset.judgeCommit(request, plan, {
      get: (path) => db.get(path),
      getAfter: (path) => plan.after(path),
    });
    if (!decision.allowed) throw new Error(decision.reason);
  };
}

/** The best turn of each of the two, in microseconds a commit: what else the machine does can only add. */
async function compare(without: Change, under: Change): Promise<{ without: number; under: number }> {
  const names = Array.from({ length: CUSTOMERS }, () => "Name");
  let serial = 0;
  const best = { without: Number.POSITIVE_INFINITY, under: Number.POSITIVE_INFINITY };
  for (let turn = 0; turn < ROUNDS; turn++) {
    for (const [side, change] of [
      ["without", without],
      ["under", under],
    ] as const) {
      const started = performance.now();
      for (let count = 0; count < COMMITS; count++) {
        const id = count % CUSTOMERS;
        await change(id, serial, names[id] ?? "");
        names[id] = `Name ${serial++}`;
      }
      best[side] = Math.min(best[side], ((performance.now() - started) * 1000) / COMMITS);
    }
  }
  return best;
}

/** A commit under realistic rules beside the same commit without any, in turns in one process, coverage counted. */
export async function run(): Promise<readonly Row[]> {
  const { ruleset } = compileRules(RULES);
  if (ruleset === null) throw new Error("the bench's own rules do not compile");
  const served = await database();
  const service = await compare(inService(served, null), inService(served, ruleset));
  const bare = await database();
  const engine = await compare(inEngine(bare, null), inEngine(bare, guardOf(bare, ruleset)));
  const ratio = service.under / service.without;
  return [
    {
      name: "told change (2 writes) through the service, no rules",
      value: `${service.without.toFixed(1)} µs`,
      goal: "",
      pass: null,
    },
    { name: "the same under rules", value: `${service.under.toFixed(1)} µs`, goal: "", pass: null },
    { name: "rules: commit with ÷ without", value: ratio.toFixed(2), goal: "≤ 2", pass: ratio <= 2 },
    {
      name: "rules: in the engine alone, with ÷ without",
      value: (engine.under / engine.without).toFixed(2),
      goal: "",
      pass: null,
    },
  ];
}
