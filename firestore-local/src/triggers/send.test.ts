import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { Timestamp } from "../engine/value.ts";
import { makeEvent } from "./events.ts";
import { readEventarc } from "./registration.ts";
import { functionsEmulator } from "./send.ts";

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const TIME = new Timestamp(1_790_000_000, 0);
const trigger = readEventarc("demo", "europe-west3-greet-0", {
  eventType: "google.cloud.firestore.document.v1.created",
  database: "(default)",
  namespace: "(default)",
  document: { value: "people/{id}" },
});
const event = makeEvent(
  trigger,
  {
    path: "people/ädä",
    before: null,
    after: { path: "people/ädä", fields: new Map(), createTime: TIME, updateTime: TIME },
    mask: null,
  },
  TIME,
  { kind: "admin" },
);

/** A functions emulator that answers with the next of these statuses. */
async function answering(...statuses: number[]) {
  const requests: {
    method: string | undefined;
    url: string | undefined;
    type: string | undefined;
    body: string;
  }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      requests.push({
        method: request.method,
        url: request.url,
        type: request.headers["content-type"],
        body,
      });
      const status = statuses.shift();
      if (status === undefined) request.socket.destroy();
      else response.writeHead(status).end("…");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { send, close } = functionsEmulator(address);
  closing.push(close, () => new Promise((resolve) => server.close(() => resolve())));
  return { send, requests };
}
const forever = new AbortController().signal;

test("an event is posted to the function's address as a structured CloudEvent", async () => {
  const { send, requests } = await answering(200);
  expect(await send(event, forever)).toBe("taken");
  expect(requests).toMatchObject([
    {
      method: "POST",
      url: "/functions/projects/demo/triggers/europe-west3-greet-0",
      type: "application/cloudevents+json; charset=utf-8",
    },
  ]);
  expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({ id: event.id, document: "people/ädä" });
});

test.each([
  [200, "taken"],
  [204, "taken"],
  [500, "taken"],
  [404, "not yet"],
  [429, "not yet"],
  [503, "not yet"],
])("status %d means that the event was %s", async (status, expected) => {
  const { send } = await answering(status);
  expect(await send(event, forever)).toBe(expected);
});

test("a connection that breaks, or none at all, means not yet", async () => {
  const { send } = await answering();
  expect(await send(event, forever)).toBe("not yet");
  const nobody = functionsEmulator("127.0.0.1:1");
  closing.push(nobody.close);
  expect(await nobody.send(event, forever)).toBe("not yet");
});
