import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import { afterEach, describe, expect, test } from "vitest";
import { runStorageRuntime } from "./storage-runtime.ts";

const RULES = `rules_version = '2';
service firebase.storage {
  match /b/{bucket}/o {
    match /open/{name} { allow read; }
    match /users/{uid}/{file=**} {
      allow get: if request.auth.uid == uid;
      allow create: if request.auth.uid == uid && request.resource.size < 100 && request.resource.contentType.matches('image/.*')
                    && request.resource.metadata.kind == 'avatar' && request.method == 'create';
      allow delete: if resource.timeCreated < request.time;
    }
    match /shared/{id} {
      allow get: if firestore.get(/databases/(default)/documents/files/$(id)).data.public == true;
      allow list: if firestore.exists(/databases/(default)/documents/files/$(id));
    }
    match /many/{id} {
      allow get: if firestore.exists(/databases/(default)/documents/a/1) || firestore.exists(/databases/(default)/documents/a/2)
                 || firestore.exists(/databases/(default)/documents/a/3) || true;
    }
  }
}`;

type Message = Record<string, unknown>;

/** The emulator's end of the line. */
class Host {
  readonly #stdin = new PassThrough();
  readonly #stdout = new PassThrough();
  readonly #arrived: Message[] = [];
  #wake: (() => void) | null = null;
  readonly ended: Promise<void>;

  constructor() {
    this.ended = runStorageRuntime(this.#stdin, this.#stdout);
    createInterface({ input: this.#stdout }).on("line", (line) => {
      this.#arrived.push(JSON.parse(line) as Message);
      this.#wake?.();
    });
  }

  send(message: Message | string): void {
    this.#stdin.write(`${typeof message === "string" ? message : JSON.stringify(message)}\n`);
  }

  async next(): Promise<Message> {
    while (this.#arrived.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    const [message] = this.#arrived.splice(0, 1);
    if (message === undefined) throw new Error("nothing arrived");
    return message;
  }

  end(): void {
    this.#stdin.end();
  }
}

let host: Host | null = null;
afterEach(async () => {
  host?.end();
  await host?.ended;
  host = null;
});

async function started(content = RULES): Promise<Host> {
  const made = (host = new Host());
  await made.next();
  made.send({
    id: 0,
    action: "load_ruleset",
    context: { rulesetName: "0", source: { files: [{ name: "storage.rules", content }] } },
  });
  return made;
}

const string = (value: string): Message => ({ string_value: value });
const map = (fields: Message): Message => ({ map_value: { fields } });

function verify(
  id: number,
  method: string,
  path: string,
  request: Message = {},
  resource: Message = { null_value: null },
): Message {
  const fields = {
    auth: map({ uid: string("ada") }),
    time: { timestamp_value: "2024-03-01T10:00:00.123Z" },
    ...request,
  };
  return {
    id,
    action: "verify",
    context: {
      rulesetName: "0",
      service: "firebase.storage",
      path,
      method,
      variables: { request: map(fields), resource },
    },
  };
}

describe("the Storage rules runtime", () => {
  test("says that it is ready before it is asked", async () => {
    host = new Host();
    expect(await host.next()).toMatchObject({ id: -1, status: "ok" });
  });

  test("loads rules and tells their version", async () => {
    const runtime = await started();
    expect(await runtime.next()).toEqual({
      id: 0,
      status: "ok",
      result: { rulesVersion: 2 },
      errors: [],
      warnings: [],
    });
  });

  test("reports the errors of rules with their place", async () => {
    const runtime = await started(
      "rules_version = '2';\nservice firebase.storage {\n  match /b {\n    allow read: if ;\n  }\n}",
    );
    expect(await runtime.next()).toMatchObject({
      id: 0,
      status: "ok",
      errors: ["storage.rules:4:20 - ERROR Unexpected ';'."],
    });
  });

  test.each([
    ["get", "/b/bucket/o/open/x", {}, true],
    ["create", "/b/bucket/o/open/x", {}, false],
    ["get", "/b/bucket/o/users/ada/a/b.png", {}, true],
    ["get", "/b/bucket/o/users/bob/a/b.png", {}, false],
    ["read", "/b/bucket/o/users/ada/a/b.png", {}, true],
    [
      "create",
      "/b/bucket/o/users/ada/a.png",
      { size: { int_value: 5 }, contentType: string("image/png"), metadata: map({ kind: string("avatar") }) },
      true,
    ],
    [
      "write",
      "/b/bucket/o/users/ada/a.png",
      { size: { int_value: 5 }, contentType: string("image/png"), metadata: map({ kind: string("avatar") }) },
      true,
    ],
    [
      "create",
      "/b/bucket/o/users/ada/a.png",
      {
        size: { int_value: 500 },
        contentType: string("image/png"),
        metadata: map({ kind: string("avatar") }),
      },
      false,
    ],
    [
      "create",
      "/b/bucket/o/users/ada/a.png",
      {
        size: { int_value: 5 },
        contentType: string("text/plain"),
        metadata: map({ kind: string("avatar") }),
      },
      false,
    ],
    [
      "create",
      "/b/bucket/o/users/ada/a.png",
      { size: { int_value: 5 }, contentType: string("image/png"), metadata: map({}) },
      false,
    ],
  ])("%s of %s with %j: %s", async (method, path, file, permit) => {
    const runtime = await started();
    await runtime.next();
    runtime.send(verify(1, method, path, { resource: map(file) }));
    expect(await runtime.next()).toEqual({
      id: 1,
      status: "ok",
      result: { permit },
      errors: [],
      warnings: [],
    });
  });

  test("compares the file's times with the request's", async () => {
    const runtime = await started();
    await runtime.next();
    runtime.send(
      verify(
        1,
        "delete",
        "/b/bucket/o/users/ada/a",
        {},
        map({ timeCreated: { timestamp_value: "2024-03-01T10:00:00.122Z" } }),
      ),
    );
    expect(await runtime.next()).toMatchObject({ id: 1, result: { permit: true } });
    runtime.send(
      verify(
        2,
        "delete",
        "/b/bucket/o/users/ada/a",
        {},
        map({ timeCreated: { timestamp_value: "2024-03-01T10:00:00.124Z" } }),
      ),
    );
    expect(await runtime.next()).toMatchObject({ id: 2, result: { permit: false } });
  });

  test.each([
    ["get", { status: "ok", result: { fields: { public: { booleanValue: true } } } }, true],
    ["get", { status: "ok", result: { fields: { public: { booleanValue: false } } } }, false],
    ["get", { status: "not_found" }, false],
    ["list", { status: "ok", result: { fields: {} } }, true],
    ["list", { status: "not_found" }, false],
  ])("%s asks the emulator for the document it needs: %j", async (method, answer, permit) => {
    const runtime = await started();
    await runtime.next();
    runtime.send(verify(7, method, "/b/bucket/o/shared/f1"));
    const asked = await runtime.next();
    expect(asked).toMatchObject({
      server_request_id: 7,
      action: "fetch_firestore_document",
      context: { path: "/databases/(default)/documents/files/f1" },
    });
    runtime.send({ ...answer, id: asked["server_request_id"], warnings: [], errors: [] });
    expect(await runtime.next()).toMatchObject({ id: 7, result: { permit } });
  });

  test("refuses rules that read a third document", async () => {
    const runtime = await started();
    await runtime.next();
    runtime.send(verify(7, "get", "/b/bucket/o/many/x"));
    for (const name of ["1", "2"]) {
      expect(await runtime.next()).toMatchObject({
        context: { path: `/databases/(default)/documents/a/${name}` },
      });
      runtime.send({ id: 7, status: "not_found" });
    }
    expect(await runtime.next()).toMatchObject({ id: 7, result: { permit: false } });
  });

  test("keeps apart two requests that wait for documents", async () => {
    const runtime = await started();
    await runtime.next();
    runtime.send(verify(1, "get", "/b/bucket/o/shared/a"));
    runtime.send(verify(2, "get", "/b/bucket/o/shared/b"));
    await runtime.next();
    await runtime.next();
    runtime.send({ id: 2, status: "ok", result: { fields: { public: { booleanValue: true } } } });
    runtime.send({ id: 1, status: "not_found" });
    expect(await runtime.next()).toMatchObject({ id: 2, result: { permit: true } });
    expect(await runtime.next()).toMatchObject({ id: 1, result: { permit: false } });
  });

  test("answers nonsense with an error and goes on", async () => {
    const runtime = await started();
    await runtime.next();
    runtime.send("{not json");
    expect(await runtime.next()).toMatchObject({ status: "error" });
    runtime.send({ id: 1, action: "dance" });
    expect(await runtime.next()).toMatchObject({ id: 1, errors: ["Unknown action: dance."] });
    runtime.send(verify(2, "fly", "/b/bucket/o/open/x"));
    expect(await runtime.next()).toMatchObject({ id: 2, errors: ["Unknown method: fly."] });
    runtime.send({
      ...verify(3, "get", "/b/bucket/o/open/x"),
      context: { rulesetName: "none", method: "get" },
    });
    expect(await runtime.next()).toMatchObject({ id: 3, errors: ["Unknown ruleset: none."] });
    runtime.send(verify(4, "get", "/b/bucket/o/open/x"));
    expect(await runtime.next()).toMatchObject({ id: 4, result: { permit: true } });
  });
});
