import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FirestoreError } from "../engine/errors.ts";
import type { Message, StreamingMethod, UnaryMethod } from "./api.ts";
import { context, DATABASE, int, remove, rig, ROOT, rulesWith, set, text, user } from "./testing/rig.ts";

const ana = user("ana");
const notes = { parent: ROOT, structuredQuery: { from: [{ collectionId: "notes" }] } };
const ofAna = {
  parent: ROOT,
  structuredQuery: {
    from: [{ collectionId: "notes" }],
    where: { fieldFilter: { field: { fieldPath: "owner" }, op: "EQUAL", value: text("ana") } },
  },
};
const OWNERS = rulesWith(`
  match /notes/{note} { allow read, write: if request.auth.uid == (resource == null ? request.resource : resource).data.owner; }
  match /shared/{id} { allow get: if get(/databases/$(database)/documents/teams/a).data.open; }
`);

describe("documents", () => {
  test("a document is created, read, updated under a mask and deleted", async () => {
    const { call } = rig();
    const made = await call("createDocument", {
      parent: ROOT,
      collectionId: "c",
      document: { fields: { a: int(1), b: int(2) } },
    });
    expect(made["name"]).toMatch(/\/c\/[A-Za-z0-9]{20}$/);
    const name = made["name"];
    const updated = await call("updateDocument", {
      document: { name, fields: { a: int(3) } },
      updateMask: { fieldPaths: ["a", "b"] },
    });
    expect(updated).toMatchObject({ name, fields: { a: int(3) }, createTime: made["createTime"] });
    expect(Object.keys(updated["fields"] as Message)).toEqual(["a"]);
    expect(await call("getDocument", { name })).toEqual(updated);
    await call("deleteDocument", { name });
    await expect(call("getDocument", { name })).rejects.toThrow(`Document (${String(name)}) not found.`);
    await expect(call("deleteDocument", { name, currentDocument: { exists: true } })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("a second document of the same id is refused", async () => {
    const { call } = rig();
    const request = { parent: ROOT, collectionId: "c", documentId: "x", document: {} };
    await call("createDocument", request);
    await expect(call("createDocument", request)).rejects.toMatchObject({ code: "ALREADY_EXISTS" });
  });

  test("a batch answers in the order asked, missing ones by name, all at one time", async () => {
    const { commit, stream } = rig();
    await commit([set("c/b", { n: int(2), m: int(3) })]);
    const [missing, found, ...rest] = await stream("batchGetDocuments", {
      database: DATABASE,
      documents: [`${ROOT}/c/a`, `${ROOT}/c/b`],
      mask: { fieldPaths: ["n"] },
    });
    expect(missing).toMatchObject({ missing: `${ROOT}/c/a` });
    expect(found).toMatchObject({ found: { fields: { n: int(2) } }, readTime: missing?.["readTime"] });
    expect(rest).toEqual([]);
  });
});

describe("lists", () => {
  test("pages follow an order through equal values until nothing is left", async () => {
    const { call, commit } = rig();
    await commit(
      ["a", "b", "c", "d", "e"].map((id, index) =>
        set(`c/${id}`, { n: { doubleValue: index < 3 ? Number.NaN : index } }),
      ),
    );
    const seen: unknown[] = [];
    let pageToken = "";
    do {
      const page: Message = await call("listDocuments", {
        parent: ROOT,
        collectionId: "c",
        pageSize: 2,
        orderBy: "n desc",
        pageToken,
      });
      seen.push((page["documents"] as Message[]).map(({ name }) => String(name).slice(-1)));
      pageToken = String(page["nextPageToken"]);
    } while (pageToken !== "");
    expect(seen).toEqual([["e", "d"], ["c", "b"], ["a"]]);
  });

  test("missing documents with sub-collections are listed for the administrator alone", async () => {
    const { call, commit } = rig();
    await commit([set("c/a/s/x"), set("c/b")]);
    const request = { parent: ROOT, collectionId: "c", showMissing: true };
    const { documents } = await call("listDocuments", request);
    expect(documents).toMatchObject([{ name: `${ROOT}/c/a` }, { name: `${ROOT}/c/b`, fields: {} }]);
    expect((documents as Message[])[0]).not.toHaveProperty("createTime");
    await expect(call("listDocuments", request, ana)).rejects.toThrow("require admin authentication");
  });

  test("collection ids come in pages", async () => {
    const { call, commit } = rig();
    await commit([set("a/x"), set("b/x"), set("c/x"), set("c/x/s/y")]);
    const first = await call("listCollectionIds", { parent: ROOT, pageSize: 2 });
    expect(first["collectionIds"]).toEqual(["a", "b"]);
    expect(
      await call("listCollectionIds", { parent: ROOT, pageSize: 2, pageToken: first["nextPageToken"] }),
    ).toEqual({
      collectionIds: ["c"],
      nextPageToken: "",
    });
    expect(await call("listCollectionIds", { parent: `${ROOT}/c/x` })).toMatchObject({
      collectionIds: ["s"],
    });
  });

  test("partitions split a group at its documents", async () => {
    const { call, commit } = rig();
    await commit(["a", "b", "c", "d", "e", "f"].map((id) => set(`c/${id}`)));
    const structuredQuery = {
      from: [{ collectionId: "c", allDescendants: true }],
      orderBy: [{ field: { fieldPath: "__name__" }, direction: "ASCENDING" }],
    };
    const { partitions } = await call("partitionQuery", {
      parent: ROOT,
      structuredQuery,
      partitionCount: "2",
    });
    expect(partitions).toEqual(
      ["c", "e"].map((id) => ({ values: [{ referenceValue: `${ROOT}/c/${id}` }], before: true })),
    );
    await expect(call("partitionQuery", { ...notes, partitionCount: 1 })).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
    });
  });
});

describe("queries", () => {
  test("results carry the read time, the first one what was skipped", async () => {
    const { commit, stream } = rig();
    await commit([set("notes/a"), set("notes/b"), set("notes/c")]);
    const found = await stream("runQuery", {
      ...notes,
      structuredQuery: { ...notes.structuredQuery, offset: 1 },
    });
    expect(found.map((message) => message["skippedResults"])).toEqual([1, undefined]);
    expect(found.every((message) => message["readTime"] !== undefined)).toBe(true);
    const none = await stream("runQuery", {
      ...notes,
      structuredQuery: { from: [{ collectionId: "none" }] },
    });
    expect(none).toEqual([{ readTime: expect.anything() as unknown }]);
  });

  test("a projection sends the fields it selects", async () => {
    const { commit, stream } = rig();
    await commit([set("notes/a", { x: int(1), y: int(2) })]);
    const select = { fields: [{ fieldPath: "y" }] };
    const [message] = await stream("runQuery", {
      ...notes,
      structuredQuery: { ...notes.structuredQuery, select },
    });
    expect(message).toHaveProperty(["document", "fields"], { y: int(2) });
  });

  test("aggregates are counted", async () => {
    const { commit, stream } = rig();
    await commit([set("notes/a", { n: int(2) }), set("notes/b", { n: int(3) })]);
    const [answer] = await stream("runAggregationQuery", {
      parent: ROOT,
      structuredAggregationQuery: {
        structuredQuery: notes.structuredQuery,
        aggregations: [
          { alias: "all", count: {} },
          { alias: "sum", sum: { field: { fieldPath: "n" } } },
        ],
      },
    });
    expect(answer).toMatchObject({ result: { aggregateFields: { all: int(2), sum: int(5) } } });
  });
});

describe("transactions", () => {
  test("a read that begins one names it in its first answer, and the commit ends it", async () => {
    const { call, commit, stream } = rig();
    await commit([set("notes/a", { n: int(1) })]);
    const [begun, found] = await stream("batchGetDocuments", {
      database: DATABASE,
      documents: [`${ROOT}/notes/a`],
      newTransaction: { readWrite: {} },
    });
    expect(begun?.["transaction"]).toBeInstanceOf(Uint8Array);
    expect(found).toHaveProperty("found");
    const transaction = begun?.["transaction"];
    await call("commit", { database: DATABASE, transaction, writes: [set("notes/a", { n: int(2) })] });
    await expect(call("commit", { database: DATABASE, transaction, writes: [] })).rejects.toBeInstanceOf(
      FirestoreError,
    );
  });

  test("a refused read gives up the transaction that it began", async () => {
    const { commit, stream, call } = rig({ rules: OWNERS });
    await commit([set("notes/a", { owner: text("bo") })]);
    const read = { database: DATABASE, documents: [`${ROOT}/notes/a`], newTransaction: {} };
    await expect(stream("batchGetDocuments", read, ana)).rejects.toMatchObject({ code: "PERMISSION_DENIED" });
    // With a lock left behind this would wait for it in vain.
    await call("commit", { database: DATABASE, writes: [remove("notes/a")] });
  });

  test("beginning and rolling back are calls of their own", async () => {
    const { call } = rig();
    const { transaction } = await call("beginTransaction", { database: DATABASE });
    await call("rollback", { database: DATABASE, transaction });
    await expect(call("rollback", { database: DATABASE })).rejects.toThrow(
      "Transaction is invalid or expired.",
    );
  });
});

describe("batch writes", () => {
  test("each write has a status of its own", async () => {
    const { call } = rig();
    const exists = { currentDocument: { exists: true } };
    const answer = await call("batchWrite", {
      database: DATABASE,
      writes: [set("c/a"), { ...set("c/b"), ...exists }, {}],
    });
    expect((answer["status"] as Message[]).map(({ code }) => code)).toEqual([0, 5, 3]);
    expect(answer["writeResults"]).toMatchObject([{ updateTime: expect.anything() as unknown }, {}, {}]);
  });

  test("they are the administrator's, and name each document once", async () => {
    const { call } = rig();
    await expect(call("batchWrite", { database: DATABASE, writes: [set("c/a")] }, ana)).rejects.toThrow(
      "Batch writes require admin authentication.",
    );
    await expect(
      call("batchWrite", { database: DATABASE, writes: [set("c/a"), remove("c/a")] }),
    ).rejects.toThrow("more than once");
  });
});

describe("rules", () => {
  test("a denial names the rule's line to the client and in the log; the administrator is not asked", async () => {
    const { call, commit, log } = rig({ rules: OWNERS });
    await commit([set("notes/a", { owner: text("bo") })]);
    await expect(call("getDocument", { name: `${ROOT}/notes/a` }, ana)).rejects.toMatchObject({
      code: "PERMISSION_DENIED",
      message: expect.stringMatching(/^\nfalse for 'get' @ L2/) as unknown,
    });
    expect(log).toEqual([expect.stringContaining("get notes/a: false for 'get' @ L2")]);
    expect(await call("getDocument", { name: `${ROOT}/notes/a` }, user("bo"))).toHaveProperty("fields");
    expect(await call("getDocument", { name: `${ROOT}/notes/a` })).toHaveProperty("fields");
  });

  test("a list is judged on the query before it runs", async () => {
    const { stream, call } = rig({ rules: OWNERS });
    await expect(stream("runQuery", notes, ana)).rejects.toMatchObject({ code: "PERMISSION_DENIED" });
    expect(await stream("runQuery", ofAna, ana)).toHaveLength(1);
    const count = {
      structuredAggregationQuery: { structuredQuery: notes.structuredQuery, aggregations: [{ count: {} }] },
    };
    await expect(stream("runAggregationQuery", { parent: ROOT, ...count }, ana)).rejects.toMatchObject({
      code: "PERMISSION_DENIED",
    });
    await expect(call("listDocuments", { parent: ROOT, collectionId: "notes" }, ana)).rejects.toMatchObject({
      code: "PERMISSION_DENIED",
    });
  });

  test("a commit is refused whole when one of its writes is", async () => {
    const { commit, database } = rig({ rules: OWNERS });
    const writes = [set("notes/a", { owner: text("ana") }), set("notes/b", { owner: text("bo") })];
    await expect(commit(writes, ana)).rejects.toMatchObject({ code: "PERMISSION_DENIED" });
    expect(database.get("notes/a")).toBeNull();
    await commit(writes.slice(0, 1), ana);
    expect(database.get("notes/a")).not.toBeNull();
  });
});

const counts = (reads: number, writes = 0, deletes = 0): Message => ({ reads, writes, deletes });

describe("counters", () => {
  test("reads, writes and deletes are billed as production bills them", async () => {
    const { call, commit, meter, stream } = rig();
    await commit([set("notes/a", { owner: text("ana") }), set("notes/b"), remove("notes/none")]);
    expect(meter.snapshot().total).toEqual(counts(0, 2, 1));
    meter.reset();
    await stream("runQuery", notes);
    expect(meter.snapshot().total).toEqual(counts(2));
    await stream("runQuery", { parent: ROOT, structuredQuery: { from: [{ collectionId: "none" }] } });
    await call("getDocument", { name: `${ROOT}/notes/none` }).catch(() => undefined);
    expect(meter.snapshot().collections).toEqual({ notes: counts(3), none: counts(1) });
    meter.reset();
    await stream("runQuery", { ...notes, structuredQuery: { ...notes.structuredQuery, offset: 1 } });
    expect(meter.snapshot().total).toEqual(counts(2));
    meter.reset();
    const aggregations = [{ count: {} }];
    await stream("runAggregationQuery", {
      parent: ROOT,
      structuredAggregationQuery: { ...notes, aggregations },
    });
    expect(meter.snapshot().total).toEqual(counts(1));
  });

  test("what the rules read is billed to the request", async () => {
    const { call, commit, meter } = rig({ rules: OWNERS });
    await commit([set("teams/a", { open: { booleanValue: true } }), set("shared/x")]);
    meter.reset();
    await call("getDocument", { name: `${ROOT}/shared/x` }, ana);
    expect(meter.snapshot().collections).toEqual({ shared: counts(1), teams: counts(1) });
    expect(meter.snapshot().requests).toEqual([
      { at: 1_700_000_000_000, client: "test", method: "getDocument", target: "shared/x", ...counts(2) },
    ]);
  });

  test("a collection below documents is one line whatever their ids", async () => {
    const { commit, meter } = rig();
    await commit([set("customers/a/activity/x"), set("customers/b/activity/y")]);
    expect(meter.snapshot().collections).toEqual({ "customers/*/activity": counts(0, 2) });
  });

  test("the latest requests are kept, each in a short line", async () => {
    const { call, commit, meter } = rig();
    await commit(Array.from({ length: 500 }, (_, index) => set(`notes/a-rather-long-id-${index}`)));
    expect(meter.snapshot().requests[0]?.target.length).toBeLessThan(400);
    for (let number = 0; number < 1_500; number++) await call("listCollectionIds", { parent: ROOT });
    expect(meter.snapshot().requests).toHaveLength(500);
    expect(meter.snapshot().total).toEqual(counts(1_500, 500));
  });

  test("a refused commit is not billed", async () => {
    const { commit, meter } = rig({ rules: OWNERS });
    await commit([set("notes/a", { owner: text("bo") })], ana).catch(() => undefined);
    expect(meter.snapshot().total).toEqual(counts(0));
  });
});

test("no request, however malformed, is answered with anything but a refusal of the client", async () => {
  const keys = [
    "database",
    "parent",
    "name",
    "documents",
    "document",
    "collectionId",
    "documentId",
    "writes",
    "update",
    "delete",
    "transform",
    "verify",
    "fields",
    "mask",
    "updateMask",
    "fieldPaths",
    "currentDocument",
    "structuredQuery",
    "structuredAggregationQuery",
    "aggregations",
    "from",
    "where",
    "orderBy",
    "limit",
    "offset",
    "startAt",
    "select",
    "values",
    "pageSize",
    "pageToken",
    "transaction",
    "newTransaction",
    "readOnly",
    "readTime",
    "partitionCount",
    "options",
    "showMissing",
    "updateTransforms",
    "fieldFilter",
  ];
  const names = fc.constantFrom(DATABASE, ROOT, `${ROOT}/c/x`, "", "c");
  const { message } = fc.letrec<{ message: unknown }>((tie) => ({
    message: fc.oneof(
      { maxDepth: 5 },
      names,
      fc.dictionary(fc.constantFrom(...keys), tie("message"), { maxKeys: 6 }),
      fc.array(tie("message"), { maxLength: 2 }),
      fc.anything({ withBigInt: true, withNullPrototype: true, withTypedArray: true }),
    ),
  }));
  const request = fc
    .record({ database: names, parent: names, name: names }, { requiredKeys: [] })
    .chain((known) =>
      fc
        .dictionary(fc.constantFrom(...keys), message, { maxKeys: 6 })
        .map((rest): Message => ({ ...rest, ...known })),
    );
  const unary: UnaryMethod[] = [
    "getDocument",
    "listDocuments",
    "createDocument",
    "updateDocument",
    "deleteDocument",
    "beginTransaction",
    "commit",
    "rollback",
    "batchWrite",
    "listCollectionIds",
    "partitionQuery",
  ];
  const streaming: StreamingMethod[] = ["batchGetDocuments", "runQuery", "runAggregationQuery"];
  await fc.assert(
    fc.asyncProperty(request, fc.constantFrom(...unary, ...streaming), async (body, method) => {
      // A new one each time, for a transaction that one request begins would make the next one wait.
      const made = rig();
      const answer = isStreaming(method) ? made.stream(method, body) : made.call(method, body);
      const error: unknown = await answer.then(
        () => null,
        (reason: unknown) => reason,
      );
      if (error !== null)
        expect(error).toMatchObject({
          name: "FirestoreError",
          code: expect.not.stringMatching(/^(INTERNAL|UNKNOWN)$/) as unknown,
        });
    }),
    { numRuns: 3_000 },
  );
  function isStreaming(method: UnaryMethod | StreamingMethod): method is StreamingMethod {
    return streaming.some((other) => other === method);
  }
});

test("a failure of the server's own is INTERNAL and not a crash", async () => {
  const { service } = rig();
  const broken = {
    get name(): string {
      throw new TypeError("boom");
    },
  };
  await expect(service.unary("getDocument", broken, context({ kind: "admin" }))).rejects.toMatchObject({
    name: "FirestoreError",
    code: "INTERNAL",
  });
});
