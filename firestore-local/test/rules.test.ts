import { assertFails, assertSucceeds, initializeTestEnvironment } from "@firebase/rules-unit-testing";
import type { RulesTestEnvironment } from "@firebase/rules-unit-testing";
import {
  collection,
  doc,
  getDoc,
  getDocs,
  limit,
  onSnapshot,
  query,
  runTransaction,
  setDoc,
  setLogLevel,
  updateDoc,
  where,
  writeBatch,
} from "firebase/firestore";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Events } from "./support/events.ts";
import type { TestServer } from "./support/server.ts";
import { testServer } from "./support/server.ts";

const RULES = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /notes/{note} {
      allow get: if request.auth != null && resource.data.owner == request.auth.uid;
      allow list: if request.auth != null && resource.data.owner == request.auth.uid && request.query.limit <= 10;
      allow create: if request.auth != null && request.resource.data.owner == request.auth.uid;
      allow update: if request.auth.token.role == 'editor'
        && request.resource.data.diff(resource.data).affectedKeys().hasOnly(['text']);
    }
    match /members/{member} {
      allow read: if true;
      allow write: if getAfter(/databases/$(database)/documents/teams/$(request.resource.data.team)).data.members[member] == true;
    }
    match /teams/{team} {
      allow write: if true;
    }
  }
}
`;

let server: TestServer;
let environment: RulesTestEnvironment;

beforeAll(async () => {
  setLogLevel("silent");
  server = await testServer();
  environment = await initializeTestEnvironment({
    projectId: "demo-rules",
    firestore: { host: "127.0.0.1", port: server.port, rules: RULES },
  });
});
afterAll(async () => {
  await environment.cleanup();
  await server.close();
});
beforeEach(async () => {
  await environment.clearFirestore();
  await environment.withSecurityRulesDisabled(async (context) => {
    await setDoc(doc(context.firestore(), "notes/hers"), { owner: "alice", text: "hi" });
    await setDoc(doc(context.firestore(), "notes/his"), { owner: "bob", text: "ho" });
  });
});

describe("rules, as rules-unit-testing asks them", () => {
  test("a document is read by its owner alone", async () => {
    const note = (context: { firestore(): unknown }): Promise<unknown> =>
      getDoc(doc(context.firestore() as ReturnType<typeof alice.firestore>, "notes/hers"));
    const alice = environment.authenticatedContext("alice");
    await assertSucceeds(note(alice));
    await assertFails(note(environment.authenticatedContext("bob")));
    await assertFails(note(environment.unauthenticatedContext()));
  });

  test("a list is judged on the query and not on what is there", async () => {
    const notes = collection(environment.authenticatedContext("alice").firestore(), "notes");
    const mine = where("owner", "==", "alice");
    expect((await assertSucceeds(getDocs(query(notes, mine, limit(10))))).docs.map(({ id }) => id)).toEqual([
      "hers",
    ]);
    await assertFails(getDocs(query(notes, mine)));
    await assertFails(getDocs(query(notes, mine, limit(11))));
    await assertFails(getDocs(query(notes, limit(10))));
  });

  test("claims of the token and the difference of the fields decide an update", async () => {
    const editor = environment.authenticatedContext("carol", { role: "editor" }).firestore();
    await assertSucceeds(updateDoc(doc(editor, "notes/hers"), { text: "edited" }));
    await assertFails(updateDoc(doc(editor, "notes/hers"), { text: "edited", owner: "carol" }));
    await assertFails(
      updateDoc(doc(environment.authenticatedContext("alice").firestore(), "notes/hers"), { text: "mine" }),
    );
  });

  test("a batch is judged as it will be", async () => {
    const db = environment.authenticatedContext("dave").firestore();
    const member = doc(db, "members/dave");
    await assertFails(setDoc(member, { team: "t1" }));
    const batch = writeBatch(db);
    batch.set(doc(db, "teams/t1"), { members: { dave: true } });
    batch.set(member, { team: "t1" });
    await assertSucceeds(batch.commit());
  });

  test("a transaction may only read what it may get", async () => {
    const db = environment.authenticatedContext("alice").firestore();
    await assertSucceeds(
      runTransaction(db, async (transaction) => void (await transaction.get(doc(db, "notes/hers")))),
    );
    await assertFails(
      runTransaction(db, async (transaction) => void (await transaction.get(doc(db, "notes/his")))),
    );
  });

  test("a listener that is refused hears permission-denied, and one beside it goes on", async () => {
    const db = environment.authenticatedContext("alice").firestore();
    const good = new Events<unknown>();
    const stop = onSnapshot(doc(db, "notes/hers"), (snapshot) => good.push(snapshot.data()), good.fail);
    expect(await good.take()).toEqual({ owner: "alice", text: "hi" });
    const bad = new Events<unknown>();
    onSnapshot(collection(db, "notes"), bad.push, bad.fail);
    // What the cache holds may be shown before the refusal.
    await expect(bad.until(() => false)).rejects.toMatchObject({ code: "permission-denied" });
    await environment.withSecurityRulesDisabled((context) =>
      updateDoc(doc(context.firestore(), "notes/hers"), { text: "new" }),
    );
    expect(await good.take()).toEqual({ owner: "alice", text: "new" });
    stop();
  });

  test("rules of one project are not those of another", async () => {
    const open = await initializeTestEnvironment({
      projectId: "demo-open",
      firestore: {
        host: "127.0.0.1",
        port: server.port,
        rules: RULES.replaceAll(/if .*;/g, "if true;").replaceAll(/\n\s+&& .*;/g, ""),
      },
    });
    await assertSucceeds(getDoc(doc(open.unauthenticatedContext().firestore(), "notes/hers")));
    await open.cleanup();
  });

  test("a denial is logged with the line of the rule", async () => {
    await assertFails(getDoc(doc(environment.unauthenticatedContext().firestore(), "notes/hers")));
    expect(server.lines.findLast((line) => line.includes("PERMISSION_DENIED"))).toMatch(/notes\/hers.*L5/s);
  });
});

const put = (content: string, extra: object = {}): ReturnType<TestServer["http"]> =>
  server.http("PUT", "/emulator/v1/projects/demo-swap:securityRules", {
    rules: { files: [{ name: "firestore.rules", content }] },
    ...extra,
  });
const all = (allow: string): string =>
  `rules_version = '2';\nservice cloud.firestore {\n  match /databases/{d}/documents {\n    match /{path=**} { allow read, write: if ${allow}; }\n  }\n}\n`;
const read = (): Promise<number> =>
  server
    .http("GET", "/v1/projects/demo-swap/databases/(default)/documents/a", undefined, {})
    .then(({ status }) => status);

describe("the rules endpoint", () => {
  test("debug() writes its value to the log and passes it on", async () => {
    await put(all("debug(1 + 1) == 2"));
    expect(await read()).not.toBe(403);
    expect(server.lines.findLast((line) => line.startsWith("debug(): "))).toMatch(/2/);
  });

  test("a good file takes effect at once; a bad one is refused with line and column, and the old rules stay", async () => {
    expect((await put(all("false"))).status).toBe(200);
    expect(await read()).toBe(403);
    const bad = await put(all("(true"));
    expect(bad.status).toBe(400);
    expect(bad.json()["error"]?.["status"]).toBe("INVALID_ARGUMENT");
    expect(bad.json()["issues"]?.[0]).toMatchObject({
      severity: "ERROR",
      sourcePosition: { fileName: "firestore.rules", line: 4 },
    });
    expect(await read()).toBe(403);
    const tolerant = await put(all("(true"), { ignore_errors: true });
    expect([tolerant.status, tolerant.json()["issues"]?.[0]?.["severity"]]).toEqual([200, "ERROR"]);
    expect(await read()).toBe(403);
    expect((await put(all("true"))).status).toBe(200);
    expect(await read()).toBe(200);
  });

  test("coverage is told as JSON and as a page", async () => {
    const coverage = await server.http("GET", "/emulator/v1/projects/demo-rules:ruleCoverage");
    expect([coverage.status, coverage.json()["rules"]?.["files"]?.[0]?.["content"]]).toEqual([200, RULES]);
    const page = await server.http("GET", "/emulator/v1/projects/demo-rules:ruleCoverage.html");
    expect(page.text).toContain('class="used"');
    const shown = /<pre>([\s\S]*)<\/pre>/
      .exec(page.text)?.[1]
      ?.replaceAll(/<[^>]*>/g, "")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");
    expect(shown).toBe(RULES);
  });
});
