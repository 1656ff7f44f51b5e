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
  let cut = false;
  let listening = false;
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
      cut() {
        if (!listening) throw new Error("What listens is made after the connection");
        return cut;
      },
      onReturn: () => (returns += 1),
    }),
  );
  listening = true;
  const tell = (event: string) => listeners.get(event)?.forEach((run) => run());
  /** Lets time pass and the answers of the probes arrive. */
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 500) {
      clock.pass(Math.min(500, left));
      await Promise.resolve();
      await Promise.resolve();
    }
  };
  /** What the listeners say: cut off, or caught up again. */
  const hear = (now: boolean) => {
    cut = now;
    if (now) connection.doubt();
  };
  return {
    hear,
    connection,
    net,
    tell,
    pass,
    clock,
    listeners,
    probes: () => probes,
    returns: () => returns,
  };
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

test("a cut that only the listeners noticed is looked into within 2 seconds, and told", async () => {
  const { connection, net, hear, pass, probes } = setUp();
  net.server = "refuses";
  hear(true);
  await pass(2_000);
  expect([probes(), connection.kind()]).toEqual([1, "silent"]);
});

test("a server that answers while the listeners sleep wakes them, after 2 seconds and then each 10 seconds", async () => {
  const { connection, hear, pass, returns } = setUp();
  hear(true);
  await pass(1_500);
  expect(returns()).toBe(0);
  await pass(500);
  expect([returns(), connection.kind()]).toEqual([1, "online"]);
  await pass(9_500);
  expect(returns()).toBe(1);
  await pass(500);
  expect(returns()).toBe(2);
  hear(false);
  await pass(60_000);
  expect(returns()).toBe(2);
});

test("listeners that caught up by themselves are left alone, and the looks are calm again", async () => {
  const { hear, pass, probes, returns } = setUp();
  hear(true);
  hear(false);
  await pass(2_000);
  expect([probes(), returns()]).toEqual([1, 0]);
  await pass(14_500);
  expect(probes()).toBe(1);
  await pass(500);
  expect(probes()).toBe(2);
});

test("a short cut that nobody told of is healed within 5 seconds of the server's return", async () => {
  const { net, hear, pass, returns } = setUp();
  net.server = "hangs";
  hear(true);
  await pass(3_000);
  net.server = "answers";
  await pass(5_000);
  expect(returns()).toBe(1);
});

test("stopping leaves no timer and no listener", () => {
  const { connection, clock, listeners } = setUp();
  connection.stop();
  expect(clock.waiting()).toBe(0);
  expect([...listeners.values()].every((set) => set.size === 0)).toBe(true);
});
