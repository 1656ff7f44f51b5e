import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { OFFICIAL } from "../support/official.ts";
import { makeProject } from "./project.ts";
import type { Project } from "./project.ts";

const FUNCTIONS = `
const { onDocumentCreated, onDocumentWrittenWithAuthContext } = require("firebase-functions/v2/firestore");
const v1 = require("firebase-functions/v1");
const { initializeApp } = require("firebase-admin/app");
const { getFirestore } = require("firebase-admin/firestore");
initializeApp();
const db = getFirestore();
exports.greet = onDocumentCreated("people/{id}", (event) =>
  db.doc("greetings/" + event.params.id).set({ text: "Hello " + event.data.get("name"), born: event.data.get("born") ?? null }));
exports.firstGeneration = v1.firestore.document("greetings/{id}").onWrite((change, context) =>
  db.doc("copies/" + context.params.id).set({ text: change.after.get("text"), existed: change.before.exists, type: context.eventType }));
exports.log = onDocumentWrittenWithAuthContext("{collection}/{id}", async (event) => {
  if (event.params.collection !== "people") return;
  const { before, after } = event.data;
  await db.doc("log/" + event.id).set({
    document: event.document,
    who: [event.authType, event.authId ?? null],
    before: before.exists ? before.get("name") : null,
    after: after.exists ? after.get("name") : null,
    path: after.ref.path,
  });
});
`;

const FIRESTORE_RULES = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /people/{id} { allow write: if request.auth != null && request.resource.data.name is string; }
    match /greetings/{id} { allow get: if request.auth != null; }
  }
}
`;

const STORAGE_RULES = `rules_version = '2';
service firebase.storage {
  match /b/{bucket}/o {
    match /people/{uid}/{file} {
      allow read: if request.auth != null;
      allow write: if request.auth.uid == uid && request.resource.size < 1024 && request.resource.contentType.matches('text/.*');
    }
    match /members/{uid}/{file} {
      allow write: if firestore.get(/databases/(default)/documents/members/$(uid)).data.active == true;
    }
  }
}
`;

function order(entry: { before: string | null; after: string | null }): string {
  return `${entry.before} ${entry.after}`;
}

const projects: Project[] = [];
afterEach(() => {
  for (const project of projects.splice(0)) project.remove();
});

async function project(): Promise<Project> {
  const made = await makeProject({
    firestoreRules: FIRESTORE_RULES,
    storageRules: STORAGE_RULES,
    functions: FUNCTIONS,
  });
  projects.push(made);
  return made;
}

test(
  "functions under firebase-tools answer what the web SDK writes, in Node and in a browser, and know who wrote",
  { timeout: 240_000 },
  async () => {
    const { code, output, result } = await (await project()).exec("trigger-scenario.ts");
    expect(output).toContain("Script exited successfully");
    expect(code).toBe(0);
    const { node, browser, log, copy } = result as {
      node: { uid: string; greeting: unknown };
      browser: { uid: string; greeting: unknown };
      log: { after: string | null; before: string | null }[];
      copy: unknown;
    };
    expect(node.greeting).toMatchObject({
      text: "Hello Ada node 😀",
      born: { seconds: -1, nanoseconds: 999_000_000 },
    });
    expect(browser.greeting).toMatchObject({ text: "Hello Ada browser 😀" });
    expect(copy).toEqual({
      text: "Hello Ada node 😀",
      existed: false,
      type: "google.firestore.document.write",
    });
    const admin = ["service_account", "firebase-adminsdk@demo-shim.iam.gserviceaccount.com"];
    expect(log.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))).toEqual([
      { document: "people/admin", path: "people/admin", who: admin, before: "first", after: "second" },
      {
        document: "people/browser",
        path: "people/browser",
        who: ["app_user", browser.uid],
        before: null,
        after: "Ada browser 😀",
      },
      {
        document: "people/node",
        path: "people/node",
        who: ["app_user", node.uid],
        before: null,
        after: "Ada node 😀",
      },
      { document: "people/admin", path: "people/admin", who: admin, before: null, after: "first" },
      { document: "people/admin", path: "people/admin", who: admin, before: "second", after: null },
    ]);
  },
);

test(
  "Storage rules decide through this package's runtime, and nothing is downloaded",
  { timeout: 240_000 },
  async () => {
    const made = await project();
    const { code, output, result } = await made.exec("storage-scenario.ts");
    expect(output).toContain("Script exited successfully");
    expect(code).toBe(0);
    expect(result).toEqual({
      signedOut: "storage/unauthorized",
      own: "allowed",
      ownRead: "allowed",
      others: "storage/unauthorized",
      tooLarge: "storage/unauthorized",
      wrongType: "storage/unauthorized",
      notMember: "storage/unauthorized",
      member: "allowed",
    });
    if (OFFICIAL) return;
    expect(output).not.toContain("downloading");
    expect(existsSync(join(made.folder, "downloads"))).toBe(false);
  },
);

test("what one run exports, the next imports", { timeout: 240_000 }, async () => {
  const made = await project();
  const only = ["--only", "firestore"];
  expect(
    await made.exec("write-scenario.ts", { flags: [...only, "--export-on-exit", "saved"] }),
  ).toMatchObject({ code: 0, result: [] });
  const second = await made.exec("write-scenario.ts", {
    flags: [...only, "--import", "saved", "--export-on-exit", "saved"],
  });
  expect(second).toMatchObject({ code: 0, result: [{ id: "note 0", number: 0, text: "\u{1f600} ä" }] });
  const third = await made.exec("write-scenario.ts", { flags: [...only, "--import", "saved"] });
  expect(third).toMatchObject({
    code: 0,
    result: [...(second.result as object[]), { id: "note 1", number: 1 }],
  });
});

// Google's emulator keeps nothing.
if (!OFFICIAL) {
  test(
    "a data folder named in the environment keeps documents from run to run",
    { timeout: 240_000 },
    async () => {
      const made = await project();
      const options = { flags: ["--only", "firestore"], environment: { dataDir: join(made.folder, "data") } };
      expect(await made.exec("write-scenario.ts", options)).toMatchObject({ code: 0, result: [] });
      expect(await made.exec("write-scenario.ts", options)).toMatchObject({
        code: 0,
        result: [{ id: "note 0" }],
      });
    },
  );
}
