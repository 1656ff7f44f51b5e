import { expect, test } from "vitest";
import type { FirestoreError } from "../engine/errors.ts";
import type { BidiStream, Message } from "./api.ts";
import {
  ADMIN,
  context,
  DATABASE,
  int,
  rig,
  ROOT,
  rulesWith,
  set,
  text,
  user,
  type Rig,
} from "./testing/rig.ts";
import type { Caller } from "../engine/api.ts";

interface Open {
  readonly stream: BidiStream;
  readonly answers: Message[];
  /** Resolves when the stream is over: with its error, or null when it ended well. */
  readonly over: Promise<FirestoreError | null>;
}

function open({ service }: Rig, caller: Caller = ADMIN): Open {
  const answers: Message[] = [];
  const { promise, resolve } = Promise.withResolvers<FirestoreError | null>();
  const stream = service.open("write", context(caller), {
    send: (message) => answers.push(message),
    end: (error) => resolve(error ?? null),
  });
  return { stream, answers, over: promise };
}

test("a handshake that comes twice is answered once, and what follows is committed", async () => {
  const { stream, answers, over } = open(rig());
  stream.receive({ database: DATABASE });
  stream.receive({ database: DATABASE });
  stream.receive({ streamToken: Buffer.from("0"), writes: [set("c/a", { n: int(1) })] });
  stream.receive({ streamToken: Buffer.from("1"), writes: [] });
  expect(await over).toBeNull();
  expect(answers.map((answer) => "commitTime" in answer)).toEqual([false, true, false]);
});

test("a handshake, commits in order, and an empty request that ends the stream", async () => {
  const made = rig();
  const { stream, answers, over } = open(made);
  stream.receive({ database: DATABASE });
  // All at once: the client does not wait for answers.
  stream.receive({ streamToken: Buffer.from("0"), writes: [set("c/a", { n: int(1) })] });
  stream.receive({
    writes: [
      set("c/a", { n: int(2) }),
      { update: { name: `${ROOT}/c/b` }, updateTransforms: [{ fieldPath: "n", increment: int(5) }] },
    ],
  });
  stream.receive({ writes: [] });
  expect(await over).toBeNull();
  expect(answers.map((answer) => Buffer.from(answer["streamToken"] as Uint8Array).toString())).toEqual([
    "0",
    "1",
    "2",
    "3",
  ]);
  expect(answers[0]).toMatchObject({ streamId: expect.stringMatching(/./) as unknown });
  expect(answers[1]).toMatchObject({
    writeResults: [{ updateTime: expect.anything() as unknown }],
    commitTime: expect.anything() as unknown,
  });
  expect(answers[2]).toMatchObject({ writeResults: [{}, { transformResults: [int(5)] }] });
  expect(answers[3]).not.toHaveProperty("commitTime");
  expect(made.database.get("c/a")?.fields).toEqual(new Map([["n", 2n]]));
});

test("half-closing ends the stream after what was sent", async () => {
  const made = rig();
  const { stream, answers, over } = open(made);
  stream.receive({ database: DATABASE });
  stream.receive({ writes: [set("c/a")] });
  stream.close();
  stream.close();
  expect(await over).toBeNull();
  expect(answers).toHaveLength(2);
  expect(made.database.get("c/a")).not.toBeNull();
});

test.each([
  [{ database: DATABASE, writes: [set("c/x")] }, "'writes' must not be set on an initial write request."],
  [{ writes: [] }, "'database' must be set on an initial write request."],
  [{ database: DATABASE, streamId: "1" }, "Resuming streams is not supported, do not set stream ID."],
  [
    { database: DATABASE, streamToken: Buffer.from("5") },
    "'stream_token' must not be set on an initial write request.",
  ],
  [{ database: "projects/p" }, 'Database name "projects/p" lacks "/" at index 10.'],
])("a first request %j ends the stream", async (request, reason) => {
  const { stream, answers, over } = open(rig());
  stream.receive(request);
  expect(await over).toMatchObject({
    code: "INVALID_ARGUMENT",
    message: expect.stringContaining(reason) as unknown,
  });
  expect(answers).toEqual([]);
});

test("a commit that fails ends the stream with its code, and later ones are not made", async () => {
  const made = rig();
  const { stream, answers, over } = open(made);
  stream.receive({ database: DATABASE });
  stream.receive({ writes: [{ ...set("c/missing"), currentDocument: { exists: true } }] });
  stream.receive({ writes: [set("c/later")] });
  expect(await over).toMatchObject({ code: "NOT_FOUND" });
  stream.receive({ writes: [set("c/after")] });
  await made.commit([]);
  expect(answers).toHaveLength(1);
  expect(made.database.get("c/later")).toBeNull();
  expect(made.database.get("c/after")).toBeNull();
});

test("the rules judge every commit by its caller", async () => {
  const made = rig({
    rules: rulesWith("match /notes/{n} { allow write: if request.resource.data.owner == request.auth.uid; }"),
  });
  const { stream, over } = open(made, user("ana"));
  stream.receive({ database: DATABASE });
  stream.receive({ writes: [set("notes/mine", { owner: text("ana") })] });
  stream.receive({ writes: [set("notes/theirs", { owner: text("bo") })] });
  expect(await over).toMatchObject({ code: "PERMISSION_DENIED" });
  expect(made.database.get("notes/mine")).not.toBeNull();
  expect(made.database.get("notes/theirs")).toBeNull();
});

test("a later request may not name another database", async () => {
  const { stream, over } = open(rig());
  stream.receive({ database: DATABASE });
  stream.receive({ database: "projects/q/databases/(default)", writes: [set("c/x")] });
  expect(await over).toMatchObject({
    code: "INVALID_ARGUMENT",
    message: expect.stringContaining("did not match the expected database") as unknown,
  });
});
