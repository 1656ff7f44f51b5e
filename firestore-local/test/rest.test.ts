import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Reply, TestServer } from "./support/server.ts";
import { testServer } from "./support/server.ts";

const ROOT = "/v1/projects/demo-local/databases/(default)/documents";
const NAME = "projects/demo-local/databases/(default)/documents";

let server: TestServer;
const http: TestServer["http"] = (...call) => server.http(...call);
const string = (value: string): object => ({ stringValue: value });

const names = (reply: Reply): string[] =>
  (reply["documents"] as unknown as { name: string }[]).map(({ name }) => name.slice(-1));

beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  await http("DELETE", "/emulator/v1/projects/demo-local/databases/(default)/documents");
});

describe("documents over REST", () => {
  test("create, get, patch, list and delete", async () => {
    const created = await http("POST", `${ROOT}/a?documentId=one`, {
      fields: { x: string("1"), y: string("2") },
    });
    expect([created.status, created.json()["name"]]).toEqual([200, `${NAME}/a/one`]);
    expect((await http("POST", `${ROOT}/a?documentId=one`, {})).status).toBe(409);
    const auto = await http("POST", `${ROOT}/a`, { fields: {} });
    expect(auto.json()["name"]).toMatch(/\/documents\/a\/[A-Za-z0-9]{20}$/);

    const masked = await http("GET", `${ROOT}/a/one?mask.fieldPaths=x`);
    expect(masked.json()["fields"]).toEqual({ x: string("1") });

    const patched = await http("PATCH", `${ROOT}/a/one?updateMask.fieldPaths=y&currentDocument.exists=true`, {
      fields: { x: string("ignored"), y: string("3") },
    });
    expect(patched.json()["fields"]).toEqual({ x: string("1"), y: string("3") });
    expect((await http("PATCH", `${ROOT}/a/none?currentDocument.exists=true`, { fields: {} })).status).toBe(
      404,
    );

    const stale = await http("DELETE", `${ROOT}/a/one?currentDocument.updateTime=2001-01-01T00:00:00Z`);
    expect([stale.status, stale.json()["error"]?.["status"]]).toEqual([400, "FAILED_PRECONDITION"]);
    expect((await http("DELETE", `${ROOT}/a/one`)).json()).toEqual({});
    const gone = await http("GET", `${ROOT}/a/one`);
    expect(gone.json()).toEqual({
      error: { code: 404, message: expect.stringContaining(`${NAME}/a/one`) as string, status: "NOT_FOUND" },
    });
  });

  test("a collection is paged, with missing documents where asked", async () => {
    for (const id of ["1", "2", "3"]) await http("PATCH", `${ROOT}/a/${id}`, { fields: {} });
    await http("PATCH", `${ROOT}/a/4/sub/x`, { fields: {} });
    const first = (await http("GET", `${ROOT}/a?pageSize=2`)).json();
    expect(names(first)).toEqual(["1", "2"]);
    const second = (
      await http(
        "GET",
        `${ROOT}/a?pageSize=2&pageToken=${encodeURIComponent(String(first["nextPageToken"]))}`,
      )
    ).json();
    expect([names(second), second["nextPageToken"]]).toEqual([["3"], undefined]);
    expect(names((await http("GET", `${ROOT}/a?showMissing=true`)).json())).toEqual(["1", "2", "3", "4"]);
    expect((await http("POST", `${ROOT}:listCollectionIds`, {})).json()).toEqual({ collectionIds: ["a"] });
    expect((await http("POST", `${ROOT}/a/4:listCollectionIds`, {})).json()).toEqual({
      collectionIds: ["sub"],
    });
  });

  test("ids may hold whatever a URL can escape, colons among it", async () => {
    for (const id of ["a b", "ü", "x:commit", "50%", "a+b", "#?&="]) {
      expect(
        (await http("PATCH", `${ROOT}/odd/${encodeURIComponent(id)}`, { fields: { id: string(id) } })).status,
      ).toBe(200);
      expect((await http("GET", `${ROOT}/odd/${encodeURIComponent(id)}`)).json()["name"]).toBe(
        `${NAME}/odd/${id}`,
      );
    }
  });
});

describe("methods on databases and parents", () => {
  test("a transaction from begin to commit, and one rolled back", async () => {
    const { transaction } = (await http("POST", `${ROOT}:beginTransaction`, {})).json();
    const read = (
      await http("POST", `${ROOT}:batchGet`, { documents: [`${NAME}/a/one`], transaction })
    ).json();
    expect(read[0]?.["missing"]).toBe(`${NAME}/a/one`);
    const committed = await http("POST", `${ROOT}:commit`, {
      transaction,
      writes: [
        {
          update: { name: `${NAME}/a/one`, fields: { n: { integerValue: "1" } } },
          updateTransforms: [{ fieldPath: "n", increment: { integerValue: 4 } }],
        },
      ],
    });
    expect(committed.json()["writeResults"]?.[0]?.["transformResults"]).toEqual([{ integerValue: "5" }]);
    const second = (await http("POST", `${ROOT}:beginTransaction`, { options: { readOnly: {} } })).json();
    expect((await http("POST", `${ROOT}:rollback`, { transaction: second["transaction"] })).json()).toEqual(
      {},
    );
    expect(
      (
        await http("GET", `${ROOT}/a/one?transaction=${encodeURIComponent(String(second["transaction"]))}`)
      ).json()["error"],
    ).toBeDefined();
  });

  test("queries answer a JSON array, and their errors come in one", async () => {
    await http("POST", `${ROOT}:batchWrite`, {
      writes: ["1", "2"].map((id) => ({
        update: { name: `${NAME}/a/b/c/${id}`, fields: { n: { doubleValue: id } } },
      })),
    });
    const query = {
      structuredQuery: {
        from: [{ collection_id: "c" }],
        orderBy: [{ field: { fieldPath: "n" }, direction: "DESCENDING" }],
        limit: 1,
      },
    };
    const found = (await http("POST", `${ROOT}/a/b:runQuery`, query)).json();
    expect(found[0]?.["document"]?.["name"]).toBe(`${NAME}/a/b/c/2`);
    const counted = (
      await http("POST", `${ROOT}/a/b:runAggregationQuery`, {
        structuredAggregationQuery: {
          structuredQuery: { from: [{ collectionId: "c" }] },
          aggregations: [{ alias: "all", count: {} }],
        },
      })
    ).json();
    expect(counted[0]?.["result"]).toEqual({ aggregateFields: { all: { integerValue: "2" } } });
    const parts = await http("POST", `${ROOT}:partitionQuery`, {
      structuredQuery: {
        from: [{ collectionId: "c", allDescendants: true }],
        orderBy: [{ field: { fieldPath: "__name__" } }],
      },
      partitionCount: 1,
    });
    expect(parts.status).toBe(200);
    const refused = await http("POST", `${ROOT}:runQuery`, {
      structuredQuery: { from: [{ collectionId: "c" }], limit: -1 },
    });
    expect([refused.status, refused.json()[0]?.["error"]?.["status"]]).toEqual([400, "INVALID_ARGUMENT"]);
    const none = await http("POST", `${ROOT}:batchGet`, { documents: [] });
    expect([none.status, none.json()]).toEqual([200, []]);
  });
});

describe("exports", () => {
  test("what was exported comes back by an import, into another project too, with its references", async () => {
    const folder = await mkdtemp(join(tmpdir(), "firestore-local-export-"));
    const link = { referenceValue: `${NAME}/a/one` };
    await http("PATCH", `${ROOT}/a/one`, {
      fields: { link, deep: { arrayValue: { values: [{ mapValue: { fields: { link } } }] } } },
    });
    const call = { export_directory: folder, export_name: "firestore_export" };
    expect((await http("POST", "/emulator/v1/projects/demo-local:export", call)).status).toBe(200);
    await http("DELETE", `${ROOT}/a/one`);
    expect((await http("POST", "/emulator/v1/projects/demo-local:import", call)).status).toBe(200);
    expect((await http("GET", `${ROOT}/a/one`)).json()["fields"]?.["link"]).toEqual(link);
    await http("POST", "/emulator/v1/projects/demo-other:import", call);
    const moved = { referenceValue: link.referenceValue.replace("demo-local", "demo-other") };
    const other = (await http("GET", `${ROOT.replace("demo-local", "demo-other")}/a/one`)).json()["fields"];
    expect(other?.["link"]).toEqual(moved);
    expect(other?.["deep"]?.["arrayValue"]?.["values"]?.[0]?.["mapValue"]?.["fields"]).toEqual({
      link: moved,
    });
    await rm(folder, { recursive: true });
    const missing = await http("POST", "/emulator/v1/projects/demo-local:import", call);
    expect([missing.status, missing.json()["error"]?.["message"]]).toEqual([
      400,
      expect.stringContaining("cannot be read"),
    ]);
  });
});

describe("oddities of clients", () => {
  test("a method and headers in the URL count as if they were real", async () => {
    await http("PATCH", `${ROOT}/a/one`, { fields: {} });
    expect((await http("POST", `${ROOT}/a/one?$httpMethod=GET&$alt=json`)).json()["name"]).toBe(
      `${NAME}/a/one`,
    );
    expect((await http("POST", `${ROOT}/a/one`, "", { "x-http-method-override": "DELETE" })).status).toBe(
      200,
    );
    expect((await http("GET", `${ROOT}/a/one`)).status).toBe(404);
    const bad = await http(
      "GET",
      `${ROOT}/a/one?$httpHeaders=${encodeURIComponent("Authorization: Bearer nonsense\r\n")}`,
      undefined,
      {},
    );
    expect(bad.json()["error"]?.["message"]).toContain("jwt");
  });

  test("every origin may ask, with credentials, for every method and header", async () => {
    const origin = {
      origin: "https://app.example",
      "access-control-request-method": "PATCH",
      "access-control-request-headers": "authorization,x-firebase-gmpid",
    };
    const preflight = await fetch(`http://${server.host}${ROOT}/a/one`, {
      method: "OPTIONS",
      headers: origin,
    });
    expect(preflight.status).toBe(200);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("https://app.example");
    expect(preflight.headers.get("access-control-allow-headers")).toBe("authorization,x-firebase-gmpid");
    expect(preflight.headers.get("access-control-allow-methods")).toContain("PATCH");
    const answer = await fetch(`http://${server.host}/`, { headers: { origin: "https://app.example" } });
    expect([answer.headers.get("access-control-allow-credentials"), await answer.text()]).toEqual([
      "true",
      "Ok\n",
    ]);
  });

  test.each([
    ["GET", `${ROOT}/a/one?maks.fieldPaths=x`, undefined, 400, "Cannot bind query parameter"],
    ["GET", "/v1/projects/p/databases", undefined, 404, "not found"],
    ["GET", `${ROOT}/a/%zz`, undefined, 400, "Malformed escape"],
    ["PUT", `${ROOT}/a/one`, {}, 404, "not found"],
    ["POST", `${ROOT}:explode`, {}, 404, "not found"],
    ["POST", `${ROOT}:commit`, "{", 400, "Invalid JSON payload received."],
    ["POST", `${ROOT}:commit`, "[]", 400, "Root element must be a message."],
    [
      "POST",
      `${ROOT}:commit`,
      { writes: [{ upsert: {} }] },
      400,
      `Unknown name "upsert" at 'writes[0]': Cannot find field.`,
    ],
    ["GET", "/nowhere", undefined, 404, "Not found."],
    ["DELETE", "/", undefined, 404, "Not found."],
  ])("%s %s is refused clearly", async (method, path, body, status, message) => {
    const answer = await http(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.json()["error"]).toMatchObject({
      code: status,
      message: expect.stringContaining(message) as string,
    });
  });

  test("a body beyond Google's limit is refused in Google's words", async () => {
    const answer = await http("POST", `${ROOT}:commit`, "x".repeat(11_534_337));
    expect(answer.json()["error"]?.["message"]).toBe(
      "Request payload size exceeds the limit: 11534336 bytes.",
    );
  });
});
