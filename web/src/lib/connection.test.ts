import { createRoot } from "solid-js";
import { expect, test } from "vitest";
import { createConnection, type NetworkEvents } from "./connection.ts";
import { fakeClock } from "./testing/fake-clock.ts";

function setUp() {
  const clock = fakeClock();
  const listeners = new Map<string, Set<() => void>>();
  const net = { online: true, visible: true, server: "answers" as "answers" | "refuses" | "hangs" };
  let probes = 0;
  let returns = 0;
  const events: NetworkEvents = {
    online: () => net.online,
    visible: () => net.visible,
    listen(event, run) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(run));
      return () => set.delete(run);
    },
  };
  const connection = createRoot(() =>
    createConnection({
      clock,
      events,
      probe: () => {
        probes += 1;
        if (net.server === "answers") return Promise.resolve();
        return net.server === "refuses" ? Promise.reject(new Error("refused")) : new Promise(() => undefined);
      },
      onReturn: () => (returns += 1),
    }),
  );
  const tell = (event: string) => listeners.get(event)?.forEach((run) => run());
  /** Lets time pass and the answers of the probes arrive. */
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 500) {
      clock.pass(Math.min(500, left));
      await Promise.resolve();
      await Promise.resolve();
    }
  };
  return { connection, net, tell, pass, clock, listeners, probes: () => probes, returns: () => returns };
}

test("the browser's offline event shows at once", () => {
  const { connection, net, tell } = setUp();
  net.online = false;
  tell("offline");
  expect(connection.kind()).toBe("offline");
});

test("a server that stops answering is noticed within 30 seconds", async () => {
  const { connection, net, pass } = setUp();
  net.server = "hangs";
  await pass(29_000);
  expect(connection.kind()).toBe("silent");
});

test("a server that refuses connections is noticed at the next look", async () => {
  const { connection, net, pass } = setUp();
  net.server = "refuses";
  await pass(15_500);
  expect(connection.kind()).toBe("silent");
});

test("a server that answers again is noticed within 5 seconds, once", async () => {
  const { connection, net, pass, returns } = setUp();
  net.server = "hangs";
  await pass(60_000);
  net.server = "answers";
  await pass(5_000);
  expect(connection.kind()).toBe("online");
  await pass(60_000);
  expect(returns()).toBe(1);
});

test("the browser's online event asks the server before it believes", async () => {
  const { connection, net, tell, pass } = setUp();
  net.online = false;
  tell("offline");
  net.online = true;
  net.server = "refuses";
  tell("online");
  await pass(1);
  expect(connection.connected()).toBe(false);
  net.server = "answers";
  tell("online");
  await pass(1);
  expect(connection.connected()).toBe(true);
});

test("a hidden page asks nothing, and asks as soon as it is seen", async () => {
  const { net, tell, pass, probes } = setUp();
  net.visible = false;
  await pass(300_000);
  expect(probes()).toBe(0);
  net.visible = true;
  tell("visible");
  expect(probes()).toBe(1);
});

test("the time of the last contact moves with every answer and stands still while cut", async () => {
  const { connection, net, pass } = setUp();
  await pass(16_000);
  const last = connection.lastContact();
  net.server = "refuses";
  await pass(60_000);
  expect(connection.lastContact()).toBe(last);
});

test("stopping leaves no timer and no listener", () => {
  const { connection, clock, listeners } = setUp();
  connection.stop();
  expect(clock.waiting()).toBe(0);
  expect([...listeners.values()].every((set) => set.size === 0)).toBe(true);
});
