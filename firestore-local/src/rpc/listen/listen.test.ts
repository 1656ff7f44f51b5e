import { describe, expect, test } from "vitest";
import type { Caller } from "../../engine/api.ts";
import type { FirestoreError } from "../../engine/errors.ts";
import { Hub } from "../../engine/watch/hub.ts";
import type { BidiStream, Message } from "../api.ts";
import { readQuery } from "../convert/query.ts";
import {
  ADMIN,
  context,
  DATABASE,
  int,
  remove,
  rig,
  ROOT,
  rulesWith,
  set,
  text,
  user,
  type Rig,
} from "../testing/rig.ts";

interface Listening {
  readonly stream: BidiStream;
  ended: FirestoreError | "well" | null;
  /** What was sent since the last call, in short. */
  take(): string[];
  /** The last resume token. */
  token(): Uint8Array;
}

function listen({ service }: Rig, caller: Caller = ADMIN): Listening {
  let sent: Message[] = [];
  let token = new Uint8Array();
  const listening: Listening = {
    stream: service.open("listen", context(caller), {
      send: (message) => {
        sent.push(message);
        const change = message["targetChange"] as Message | undefined;
        if (change?.["targetChangeType"] === "NO_CHANGE")
          token = change["resumeToken"] as Uint8Array<ArrayBuffer>;
      },
      end: (error) => {
        listening.ended = error ?? "well";
      },
    }),
    ended: null,
    take() {
      const lines = sent.map(inShort);
      sent = [];
      return lines;
    },
    token: () => token,
  };
  return listening;
}

/** `change notes/a 2 -4`: the document, the targets it is in, and those it left. */
function inShort(message: Message): string {
  const [kind = "", body] = Object.entries(message)[0] as [string, Message];
  const ids = (key: string, sign: string): string[] =>
    ((body[key] ?? []) as number[]).map((id) => `${sign}${id}`);
  if (kind === "targetChange") {
    const cause = body["cause"] as { code: number } | undefined;
    return [
      body["targetChangeType"],
      ...ids("targetIds", ""),
      ...(cause === undefined ? [] : [`code ${cause.code}`]),
    ].join(" ");
  }
  if (kind === "filter") return `filter ${String(body["targetId"])} count ${String(body["count"])}`;
  const name = kind === "documentChange" ? (body["document"] as Message)["name"] : body["document"];
  const verb = kind.slice("document".length).toLowerCase();
  return [
    verb,
    String(name).slice(ROOT.length + 1),
    ...ids("targetIds", ""),
    ...ids("removedTargetIds", "-"),
  ].join(" ");
}

function query(targetId: number, structuredQuery: Message, more: Message = {}): Message {
  return { database: DATABASE, addTarget: { targetId, query: { parent: ROOT, structuredQuery }, ...more } };
}

function documents(targetId: number, ...paths: string[]): Message {
  return {
    database: DATABASE,
    addTarget: { targetId, documents: { documents: paths.map((path) => `${ROOT}/${path}`) } },
  };
}

const NOTES = { from: [{ collectionId: "notes" }] };
const ofOwner = (owner: string): Message => ({
  ...NOTES,
  where: { fieldFilter: { field: { fieldPath: "owner" }, op: "EQUAL", value: text(owner) } },
});
const first = (limit: number): Message => ({
  ...NOTES,
  orderBy: [{ field: { fieldPath: "n" } }],
  limit: { value: limit },
});

describe("a target", () => {
  test("is added, told its documents, made current, and then told only what changes", async () => {
    const made = rig();
    await made.commit([set("notes/a", { n: int(1) }), set("other/x")]);
    const { stream, take } = listen(made);
    stream.receive(query(2, NOTES));
    expect(take()).toEqual(["ADD 2", "change notes/a 2", "CURRENT 2", "NO_CHANGE"]);
    await made.commit([set("notes/b"), set("other/y")]);
    expect(take()).toEqual(["change notes/b 2", "NO_CHANGE"]);
    await made.commit([remove("notes/a")]);
    expect(take()).toEqual(["delete notes/a -2", "NO_CHANGE"]);
    await made.commit([set("other/z")]);
    expect(take()).toEqual([]);
    stream.receive({ removeTarget: 2 });
    expect(take()).toEqual(["REMOVE 2"]);
    await made.commit([set("notes/c")]);
    expect(take()).toEqual([]);
  });

  test("of documents is told of missing ones, and of their coming and going", async () => {
    const made = rig();
    await made.commit([set("notes/a")]);
    const { stream, take } = listen(made);
    stream.receive(documents(2, "notes/a", "notes/b"));
    expect(take()).toEqual(["ADD 2", "change notes/a 2", "delete notes/b -2", "CURRENT 2", "NO_CHANGE"]);
    await made.commit([set("notes/b"), remove("notes/a")]);
    expect(take().sort()).toEqual(["NO_CHANGE", "change notes/b 2", "delete notes/a -2"].sort());
  });

  test("is counted while it is attached: until it is removed or its stream ends", () => {
    const made = rig();
    const listening = () => made.meter.snapshot().listening;
    const [one, two] = [listen(made), listen(made)];
    one.stream.receive(query(2, NOTES));
    one.stream.receive(query(4, NOTES));
    two.stream.receive(query(2, NOTES));
    expect(listening()).toBe(3);
    one.stream.receive({ removeTarget: 2 });
    expect(listening()).toBe(2);
    one.stream.close();
    expect(listening()).toBe(1);
    two.stream.close();
    expect(listening()).toBe(0);
  });

  test("gets an id when it has none", () => {
    const { stream, take } = listen(rig());
    stream.receive(query(0, NOTES));
    stream.receive(query(0, NOTES));
    expect(take()).toEqual(["ADD 1", "CURRENT 1", "NO_CHANGE", "ADD 2", "CURRENT 2", "NO_CHANGE"]);
  });

  test("that is wanted once is removed when it is current", () => {
    const { stream, take } = listen(rig());
    stream.receive(query(2, NOTES, { once: true }));
    expect(take()).toEqual(["ADD 2", "CURRENT 2", "NO_CHANGE", "REMOVE 2"]);
  });

  test("with a selection gets the fields it selects, beside one that gets all", async () => {
    const made = rig();
    const sent: Message[] = [];
    const stream = made.service.open("listen", context(ADMIN), {
      send: (message) => sent.push(message),
      end: () => undefined,
    });
    stream.receive(query(2, { ...NOTES, select: { fields: [{ fieldPath: "n" }] } }));
    stream.receive(query(4, NOTES));
    sent.length = 0;
    await made.commit([set("notes/a", { n: int(1), m: int(2) })]);
    const changes = sent.flatMap((message) =>
      message["documentChange"] === undefined ? [] : [message["documentChange"] as Message],
    );
    expect(changes).toMatchObject([
      { targetIds: [2], document: { fields: { n: int(1) } } },
      { targetIds: [4], document: { fields: { n: int(1), m: int(2) } } },
    ]);
    expect(changes[0]).not.toHaveProperty(["document", "fields", "m"]);
  });

  test("that makes no sense is refused by itself; an id in use ends the stream", async () => {
    const made = rig();
    const listening = listen(made);
    const { stream, take } = listening;
    stream.receive(query(2, NOTES));
    stream.receive(query(4, { ...NOTES, limit: { value: -1 } }));
    stream.receive({
      database: DATABASE,
      addTarget: { targetId: 6, documents: { documents: ["projects/q/databases/(default)/documents/c/x"] } },
    });
    expect(take()).toEqual(["ADD 2", "CURRENT 2", "NO_CHANGE", "REMOVE 4 code 3", "REMOVE 6 code 3"]);
    await made.commit([set("notes/a")]);
    expect(take()).toEqual(["change notes/a 2", "NO_CHANGE"]);
    stream.receive(query(2, NOTES));
    expect(listening.ended).toMatchObject({
      code: "INVALID_ARGUMENT",
      message: "Target ID 2 is already in use.",
    });
    await made.commit([set("notes/b")]);
    expect(take()).toEqual([]);
  });
});

describe("several targets", () => {
  test("share one message per document and one snapshot per commit", async () => {
    const made = rig();
    const { stream, take } = listen(made);
    stream.receive(query(2, NOTES));
    stream.receive(query(4, ofOwner("ana")));
    stream.receive(documents(6, "notes/a"));
    take();
    await made.commit([set("notes/a", { owner: text("ana") }), set("notes/b", { owner: text("bo") })]);
    expect(take()).toEqual(["change notes/a 6 2 4", "change notes/b 2", "NO_CHANGE"]);
    await made.commit([set("notes/a", { owner: text("bo") })]);
    expect(take()).toEqual(["change notes/a 6 2 -4", "NO_CHANGE"]);
  });
});

describe("a limit", () => {
  test("pulls the next document in and pushes the last one out", async () => {
    const made = rig();
    await made.commit([1, 2, 3].map((n) => set(`notes/d${n}`, { n: int(n) })));
    const { stream, take } = listen(made);
    stream.receive(query(2, first(2)));
    expect(take()).toEqual(["ADD 2", "change notes/d1 2", "change notes/d2 2", "CURRENT 2", "NO_CHANGE"]);
    await made.commit([remove("notes/d1")]);
    expect(take()).toEqual(["change notes/d3 2", "delete notes/d1 -2", "NO_CHANGE"]);
    await made.commit([set("notes/d0", { n: int(0) })]);
    expect(take()).toEqual(["change notes/d0 2", "remove notes/d3 -2", "NO_CHANGE"]);
    await made.commit([set("notes/d9", { n: int(9) })]);
    expect(take()).toEqual([]);
    await made.commit([set("notes/d0", { n: int(8) })]);
    expect(take()).toEqual(["change notes/d3 2", "change notes/d0 -2", "NO_CHANGE"]);
  });
});

/** A target that was listened to for a moment: its token. */
async function away(made: Rig, target: Message): Promise<Uint8Array> {
  const { stream, token } = listen(made);
  stream.receive(target);
  stream.close();
  return token();
}

describe("a resumed target", () => {
  test("is told what moved since the token and nothing else", async () => {
    const made = rig();
    await made.commit(["a", "b", "c"].map((id) => set(`notes/${id}`, { owner: text("ana") })));
    const resumeToken = await away(made, query(2, ofOwner("ana")));
    await made.commit([set("notes/d", { owner: text("ana") })]);
    await made.commit([remove("notes/a"), set("notes/b", { owner: text("bo") }), set("other/x")]);
    const { stream, take } = listen(made);
    stream.receive(query(2, ofOwner("ana"), { resumeToken }));
    expect(take()).toEqual([
      "ADD 2",
      "change notes/d 2",
      "delete notes/a -2",
      "change notes/b -2",
      "CURRENT 2",
      "NO_CHANGE",
    ]);
  });

  test("of documents likewise", async () => {
    const made = rig();
    await made.commit([set("notes/a"), set("notes/b")]);
    const resumeToken = await away(made, documents(2, "notes/a", "notes/b"));
    await made.commit([remove("notes/b")]);
    const { stream, take } = listen(made);
    const target = documents(2, "notes/a", "notes/b")["addTarget"] as Message;
    stream.receive({ database: DATABASE, addTarget: { ...target, resumeToken } });
    expect(take()).toEqual(["ADD 2", "delete notes/b -2", "CURRENT 2", "NO_CHANGE"]);
  });

  test("from a read time is told what changed since, and the count to check the rest with", async () => {
    const made = rig();
    await made.commit([set("notes/a"), set("notes/b")]);
    const readTime = { seconds: made.database.readTime.seconds, nanos: made.database.readTime.nanos };
    await made.commit([set("notes/c"), remove("notes/a")]);
    const { stream, take } = listen(made);
    stream.receive(query(2, NOTES, { readTime }));
    expect(take()).toEqual(["ADD 2", "change notes/c 2", "CURRENT 2", "filter 2 count 2", "NO_CHANGE"]);
  });

  test("with a token from another life of the database, or none of ours, starts over", async () => {
    const other = rig();
    await other.commit([set("notes/a")]);
    await other.commit([set("notes/b")]);
    const resumeToken = await away(other, query(2, NOTES));
    const made = rig();
    await made.commit([set("notes/z")]);
    for (const token of [resumeToken, Buffer.from("nonsense")]) {
      const { stream, take } = listen(made);
      stream.receive(query(2, NOTES, { resumeToken: token }));
      expect(take()).toEqual(["ADD 2", "RESET 2", "change notes/z 2", "CURRENT 2", "NO_CHANGE"]);
    }
  });
});

describe("rules", () => {
  const OWN = rulesWith("match /notes/{n} { allow read: if resource.data.owner == request.auth.uid; }");

  test("refuse a target by itself, with the rule's line", async () => {
    const made = rig({ rules: OWN });
    await made.commit([set("notes/a", { owner: text("ana") }), set("notes/b", { owner: text("bo") })]);
    const { stream, take } = listen(made, user("ana"));
    stream.receive(query(2, NOTES));
    stream.receive(query(4, ofOwner("ana")));
    stream.receive(documents(6, "notes/b"));
    expect(take()).toEqual([
      "REMOVE 2 code 7",
      "ADD 4",
      "change notes/a 4",
      "CURRENT 4",
      "NO_CHANGE",
      "REMOVE 6 code 7",
    ]);
    expect(made.log).toHaveLength(2);
  });

  test("a document that leaves is shown a last time only to who may still get it", async () => {
    const made = rig({ rules: OWN });
    await made.commit([set("notes/a", { owner: text("ana"), n: int(1) })]);
    const client = listen(made, user("ana"));
    const admin = listen(made);
    client.stream.receive(query(2, ofOwner("ana")));
    admin.stream.receive(query(2, ofOwner("ana")));
    client.take();
    admin.take();
    await made.commit([set("notes/a", { owner: text("bo"), n: int(1) })]);
    expect(client.take()).toEqual(["remove notes/a -2", "NO_CHANGE"]);
    expect(admin.take()).toEqual(["change notes/a -2", "NO_CHANGE"]);
  });

  test("new ones judge every target again at once", async () => {
    const made = rig({ rules: rulesWith("match /{all=**} { allow read: if true; }") });
    await made.commit([set("notes/a", { owner: text("ana") })]);
    const { stream, take } = listen(made, user("ana"));
    stream.receive(query(2, NOTES));
    stream.receive(query(4, ofOwner("ana")));
    take();
    made.load(OWN);
    expect(take()).toEqual(["REMOVE 2 code 7"]);
    await made.commit([set("notes/b", { owner: text("ana") })]);
    expect(take()).toEqual(["change notes/b 4", "NO_CHANGE"]);
  });

  const BY_STAFF = rulesWith(
    "match /notes/{n} { allow read: if exists(/databases/$(database)/documents/staff/$(request.auth.uid)); }",
  );

  test.each([
    { listenRules: "once" as const, after: ["change notes/b 2", "NO_CHANGE"] },
    { listenRules: "recheck" as const, after: ["REMOVE 2 code 7", "NO_CHANGE"] },
  ])("are asked $listenRules when what they read changes", async ({ listenRules, after }) => {
    const made = rig({ rules: BY_STAFF, listenRules });
    await made.commit([set("staff/ana"), set("notes/a")]);
    const { stream, take } = listen(made, user("ana"));
    stream.receive(query(2, NOTES));
    expect(take()).toContain("change notes/a 2");
    await made.commit([remove("staff/ana"), set("notes/b")]);
    expect(take()).toEqual(after);
  });
});

describe("the cost", () => {
  test("of listening is billed by what is told", async () => {
    const made = rig();
    await made.commit([1, 2, 3].map((n) => set(`notes/d${n}`, { n: int(n), owner: text("ana") })));
    made.meter.reset();
    const reads = (): number => {
      const { total } = made.meter.snapshot();
      made.meter.reset();
      return total.reads;
    };
    const { stream } = listen(made);
    stream.receive(query(2, ofOwner("ana")));
    expect(reads()).toBe(3);
    stream.receive(query(4, { from: [{ collectionId: "none" }] }));
    expect(reads()).toBe(1);
    await made.commit([
      set("notes/d1", { owner: text("ana") }),
      set("notes/d2", { owner: text("bo") }),
      remove("notes/d3"),
    ]);
    // One changed, one left by changing; a deletion is free.
    expect(reads()).toBe(2);
  });

  test("of a commit is the number of listeners it may concern", async () => {
    const made = rig();
    const hub = new Hub(made.database);
    const told: number[] = [];
    for (let number = 0; number < 1_000; number++) {
      const listener = { settle: () => undefined };
      const observer = { moved: () => void told.push(number), failed: () => undefined };
      hub.subscribeQuery(readQuery("", ofOwner(`u${number}`)), listener, observer);
      hub.subscribeDocument(`notes/n${number}`, listener, observer);
      hub.subscribeQuery(
        readQuery(`customers/c${number}`, { from: [{ collectionId: "activity" }] }),
        listener,
        observer,
      );
    }
    expect(hub.size).toBe(3_000);
    await made.commit([set("notes/n7", { owner: text("u3") })]);
    expect(told.sort()).toEqual([3, 7]);
    expect(hub.evaluations).toBe(2);
    await made.commit([set("customers/c5/activity/x")]);
    expect(hub.evaluations).toBe(3);
    // From one owner to another concerns both.
    await made.commit([set("notes/n7", { owner: text("u4") })]);
    expect(hub.evaluations).toBe(6);
  });

  test("of a thousand listeners to the same thing is that of one", async () => {
    const made = rig();
    const hub = new Hub(made.database);
    let told = 0;
    const subscriptions = Array.from({ length: 1_000 }, () =>
      hub.subscribeQuery(
        readQuery("", first(3)),
        { settle: () => undefined },
        { moved: () => (told += 1), failed: () => undefined },
      ),
    );
    await made.commit([set("notes/a", { n: int(1) })]);
    expect({ told, evaluations: hub.evaluations, views: hub.size }).toEqual({
      told: 1_000,
      evaluations: 1,
      views: 1,
    });
    for (const subscription of subscriptions) subscription.close();
    expect(hub.size).toBe(0);
    await made.commit([set("notes/b", { n: int(1) })]);
    expect(hub.evaluations).toBe(1);
  });
});
