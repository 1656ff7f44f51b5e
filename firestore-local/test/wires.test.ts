import { connect } from "node:net";
import type { Client } from "@grpc/grpc-js";
import { credentials, makeGenericClientConstructor, Metadata } from "@grpc/grpc-js";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode, encode, messageType } from "../src/wire/proto.ts";
import type { Reply, TestServer } from "./support/server.ts";
import { testServer } from "./support/server.ts";

const DATABASE = "projects/demo-wires/databases/(default)";
const LISTEN = "/google.firestore.v1.Firestore/Listen/channel";
const WRITE = "/google.firestore.v1.Firestore/Write/channel";

let server: TestServer;
let grpc: Client;
beforeAll(async () => {
  server = await testServer();
  grpc = new (makeGenericClientConstructor({}, "none"))(server.host, credentials.createInsecure(), {
    "grpc.max_receive_message_length": -1,
  });
});
afterAll(async () => {
  grpc.close();
  await server.close();
});

const OWNER = new Metadata();
OWNER.set("authorization", "Bearer owner");

/** One unary call with raw bytes. */
function call(method: string, bytes: Uint8Array, metadata: Metadata = OWNER): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    grpc.makeUnaryRequest(
      `/google.firestore.v1.Firestore/${method}`,
      Buffer.from,
      (buffer) => buffer,
      Buffer.from(bytes),
      metadata,
      (error, answer) => {
        if (answer) resolve(answer);
        else reject(error ?? new Error("No answer."));
      },
    );
  });
}

const commit = (size: number): Uint8Array => {
  const writes = Array.from({ length: Math.ceil(size / 900_000) }, (_, n) => ({
    update: {
      name: `${DATABASE}/documents/large/${n}`,
      fields: { text: { stringValue: "x".repeat(900_000) } },
    },
  }));
  return encode(messageType("CommitRequest"), { database: DATABASE, writes });
};

/** The server still serves. */
async function alive(): Promise<void> {
  expect((await server.http("GET", "/")).text).toBe("Ok\n");
  const answer = await call(
    "ListCollectionIds",
    encode(messageType("ListCollectionIdsRequest"), { parent: `${DATABASE}/documents` }),
  );
  expect(decode(messageType("ListCollectionIdsResponse"), answer)).toBeDefined();
}

describe("gRPC", () => {
  test("messages of 9 MiB go both ways", async () => {
    const answer = decode(messageType("CommitResponse"), await call("Commit", commit(9 * 1024 * 1024)));
    expect((answer["writeResults"] as unknown[]).length).toBe(11);
    const listed = await call(
      "ListDocuments",
      encode(messageType("ListDocumentsRequest"), {
        parent: `${DATABASE}/documents`,
        collectionId: "large",
        pageSize: 100,
      }),
    );
    expect(listed.length).toBeGreaterThan(9 * 1024 * 1024);
  });

  test("an unknown method, a malformed message and a bad token are told apart", async () => {
    await expect(call("ExecutePipeline", new Uint8Array())).rejects.toMatchObject({ code: 12 });
    await expect(call("Commit", new Uint8Array([0x0a, 0xff]))).rejects.toMatchObject({ code: 3 });
    const forged = new Metadata();
    forged.set("authorization", "Bearer nonsense");
    await expect(call("Commit", new Uint8Array(), forged)).rejects.toMatchObject({ code: 3 });
    forged.set("authorization", "Basic eDp5");
    await expect(call("Commit", new Uint8Array(), forged)).rejects.toMatchObject({ code: 16 });
    await alive();
  });

  test("a malformed message on a stream ends that stream alone", async () => {
    const stream = grpc.makeBidiStreamRequest(
      "/google.firestore.v1.Firestore/Listen",
      Buffer.from,
      (buffer) => buffer,
      OWNER,
    );
    const good = grpc.makeBidiStreamRequest(
      "/google.firestore.v1.Firestore/Listen",
      Buffer.from,
      (buffer) => buffer,
      OWNER,
    );
    const ended = new Promise((resolve) => stream.on("error", resolve));
    stream.on("data", () => undefined);
    const answered = new Promise<Buffer>((resolve) => good.once("data", resolve));
    stream.write(Buffer.from([0xff, 0xff, 0xff]));
    expect(await ended).toMatchObject({ code: 3 });
    good.write(
      Buffer.from(
        encode(messageType("ListenRequest"), {
          database: DATABASE,
          addTarget: { targetId: 2, documents: { documents: [`${DATABASE}/documents/a/b`] } },
        }),
      ),
    );
    expect(decode(messageType("ListenResponse"), await answered)["targetChange"]).toMatchObject({
      targetIds: [2],
    });
    good.on("error", () => undefined);
    good.cancel();
  });
});

/** One WebChannel request. */
async function channel(
  path: string,
  query: Readonly<Record<string, string>>,
  body?: string,
): Promise<{ status: number; text: string }> {
  const response = await fetch(
    `http://${server.host}${path}?${new URLSearchParams({ VER: "8", database: DATABASE, ...query })}`,
    body === undefined ? {} : { method: "POST", body },
  );
  return { status: response.status, text: await response.text() };
}
const unframe = (text: string): Reply => JSON.parse(text.slice(text.indexOf("\n") + 1)) as Reply;
const form = (offset: number, ...messages: readonly unknown[]): string =>
  new URLSearchParams({
    count: String(messages.length),
    ofs: String(offset),
    ...Object.fromEntries(
      messages.map((message, index) => [`req${index}___data__`, JSON.stringify(message)]),
    ),
  }).toString();
const target = (targetId: number): object => ({
  database: DATABASE,
  addTarget: { targetId, documents: { documents: [`${DATABASE}/documents/a/b`] } },
});

async function session(path: string, ...messages: readonly unknown[]): Promise<string> {
  const { text } = await channel(
    path,
    { RID: "1", CVER: "22" },
    `headers=${encodeURIComponent("Authorization: Bearer owner\r\n")}&${form(0, ...messages)}`,
  );
  return String(unframe(text)[0]?.[1]?.[1]);
}
/** The arrays of one long poll. */
async function poll(path: string, sid: string, aid: number): Promise<readonly [number, readonly Reply[]][]> {
  const { text } = await channel(path, { SID: sid, RID: "rpc", AID: String(aid), CI: "1", TYPE: "xmlhttp" });
  return unframe(text) as unknown as [number, Reply[]][];
}

describe("WebChannel", () => {
  test("messages are numbered, come again until acknowledged, and not after", async () => {
    const sid = await session(LISTEN, target(2));
    const first = await poll(LISTEN, sid, 0);
    const again = await poll(LISTEN, sid, 0);
    expect(again.slice(0, first.length)).toEqual(first);
    expect(first[0]).toEqual([1, [{ targetChange: { targetChangeType: "ADD", targetIds: [2] } }]]);
    const last = again.at(-1)?.[0] ?? 0;
    await channel(LISTEN, { SID: sid, RID: "2", AID: String(last) }, form(1, target(4)));
    expect((await poll(LISTEN, sid, last))[0]?.[0]).toBe(last + 1);
  });

  test("a forward request that is sent again takes effect once", async () => {
    const sid = await session(WRITE, { database: DATABASE });
    const [, [handshake]] = (await poll(WRITE, sid, 0))[0] ?? [0, []];
    const write = form(1, {
      streamToken: handshake?.["streamToken"],
      writes: [
        {
          transform: {
            document: `${DATABASE}/documents/count/once`,
            fieldTransforms: [{ fieldPath: "n", increment: { integerValue: 1 } }],
          },
        },
      ],
    });
    for (let i = 0; i < 3; i++)
      expect((await channel(WRITE, { SID: sid, RID: "2", AID: "1" }, write)).status).toBe(200);
    await poll(WRITE, sid, 1);
    expect((await server.http("GET", `/v1/${DATABASE}/documents/count/once`)).json()["fields"]).toEqual({
      n: { integerValue: "1" },
    });
  });

  test("a refused token is told where the SDK looks for it", async () => {
    const { text } = await channel(
      LISTEN,
      { RID: "1" },
      `headers=${encodeURIComponent("Authorization: Bearer nonsense\r\n")}&${form(0, target(2))}`,
    );
    const sid = String(unframe(text)[0]?.[1]?.[1]);
    expect((await poll(LISTEN, sid, 0))[0]?.[1]?.[0]?.["error"]).toMatchObject({
      status: "INVALID_ARGUMENT",
    });
  });

  test("a malformed message ends its session with an error", async () => {
    for (const data of ["{", "[]", '{"addTargt":{}}', "7", '{"addTarget":{"targetId":"x"}}']) {
      const { text } = await channel(
        LISTEN,
        { RID: "1" },
        new URLSearchParams({ count: "1", ofs: "0", req0___data__: data }).toString(),
      );
      const answer = await poll(LISTEN, String(unframe(text)[0]?.[1]?.[1]), 0);
      expect(answer.at(-1)?.[1]?.[0]?.["error"]).toMatchObject({ status: "INVALID_ARGUMENT" });
    }
  });

  test("an unknown session is told so, anywhere but at the start of the text", async () => {
    const sid = await session(LISTEN, target(2));
    expect((await channel(LISTEN, { SID: sid, RID: "9", TYPE: "terminate" }, "")).status).toBe(200);
    for (const [path, id] of [
      [LISTEN, sid],
      [LISTEN, "none"],
      [WRITE, await session(LISTEN, target(2))],
    ] as const) {
      const answer = await channel(path, { SID: id, RID: "rpc", AID: "0", CI: "0" });
      expect([answer.status, answer.text.indexOf("Unknown SID") > 0]).toEqual([400, true]);
    }
  });

  test("another version and a malformed form are refused", async () => {
    expect((await channel(LISTEN, { VER: "7", RID: "1" }, form(0))).status).toBe(400);
    expect((await channel(LISTEN, { RID: "1" }, "count=many")).status).toBe(400);
    expect((await channel(LISTEN, { RID: "1" })).status).toBe(400);
  });
});

/** Sends bytes to the port and waits until the server has closed or answered. */
function send(chunks: readonly Uint8Array[]): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(server.port, "127.0.0.1");
    socket.on("error", () => resolve());
    socket.on("close", () => resolve());
    socket.on("data", () => socket.destroy());
    for (const chunk of chunks) socket.write(chunk);
    socket.end();
  });
}

describe("whatever comes in", () => {
  const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  const head = fc.constantFrom(
    Buffer.alloc(0),
    preface,
    preface.subarray(0, 9),
    Buffer.from("GET / HTTP/1.1\r\n"),
    Buffer.from(
      "POST /google.firestore.v1.Firestore/Listen/channel?VER=8 HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n",
    ),
  );

  test("no bytes on the port stop the server", async () => {
    await fc.assert(
      fc.asyncProperty(
        head,
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }), { maxLength: 4 }),
        (start, chunks) => send([start, ...chunks]),
      ),
      { numRuns: 150 },
    );
    await alive();
  });

  test("no bytes in a gRPC message give anything but an answer in Firestore's form", async () => {
    const method = fc.constantFrom(
      "Commit",
      "RunQuery",
      "BatchGetDocuments",
      "Rollback",
      "UpdateDocument",
      "PartitionQuery",
      "BatchWrite",
    );
    await fc.assert(
      fc.asyncProperty(method, fc.uint8Array({ maxLength: 60 }), async (name, bytes) => {
        const code = await call(name, bytes).then(
          () => 0,
          (error: { code?: number }) => error.code,
        );
        // INTERNAL and UNKNOWN would be a fault of ours.
        expect([0, 3, 5, 6, 9, 10, 11]).toContain(code);
      }),
      { numRuns: 200 },
    );
    await alive();
  });

  test("no JSON and no path give a server error", async () => {
    const verb = fc.constantFrom(
      ":commit",
      ":runQuery",
      ":batchGet",
      ":runAggregationQuery",
      ":beginTransaction",
      ":listCollectionIds",
      "/a",
      "/a/b:runQuery",
    );
    const key = fc.constantFrom(
      "writes",
      "structuredQuery",
      "from",
      "where",
      "fieldFilter",
      "op",
      "value",
      "update",
      "name",
      "fields",
      "documents",
      "limit",
      "orderBy",
      "transaction",
    );
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 5 },
        fc.jsonValue({ maxDepth: 1 }),
        fc.dictionary(key, tie("json"), { maxKeys: 3 }),
        fc.array(tie("json"), { maxLength: 2 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(verb, json, async (path, body) => {
        expect((await server.http("POST", `/v1/${DATABASE}/documents${path}`, body)).status).toBeLessThan(
          500,
        );
      }),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("GET", "PATCH", "DELETE", "POST", "PUT"),
        fc.webPath(),
        fc.webQueryParameters(),
        async (method, path, query) => {
          const body = method === "GET" || method === "DELETE" ? undefined : {};
          expect(
            (await server.http(method, `/v1/${DATABASE}/documents${path}?${query}`, body)).status,
          ).toBeLessThan(500);
        },
      ),
      { numRuns: 100 },
    );
    await alive();
  });
});
