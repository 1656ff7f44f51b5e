import { createRoot, createSignal } from "solid-js";
import { expect, test } from "vitest";
import type { Session } from "@trunkline/domain/admin/session";
import type { RefreshAnswer } from "@trunkline/domain/calls/identity";
import { fakeClock } from "../lib/testing/fake-clock.ts";
import type { LiveState } from "../lib/live/source.ts";
import type { SignedIn } from "./auth.ts";
import { createSessionGate } from "./session-gate.ts";

const aSession = (part: Partial<Session> = {}): Session => ({
  open: true,
  sv: 1,
  partner: "*",
  permissions: ["customers.view"],
  ...part,
});

const settle = async () => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};

/** `shared`: versions of the token that the tabs have, one for each time it is looked at. */
function setUp(answers: (RefreshAnswer | Error)[] = [], shared?: (() => Promise<number>)[]) {
  const clock = fakeClock();
  const [who, setWho] = createSignal<SignedIn>({ uid: "a1", kind: "admin", sv: 1, since: 0 });
  const [session, setSession] = createSignal<Session>();
  const [state, setState] = createSignal<LiveState>({ kind: "pending" });
  const [changing, setChanging] = createSignal(false);
  const log: string[] = [];
  const gate = createRoot(() =>
    createSessionGate({
      who,
      session,
      state,
      changing,
      ...(shared && { shared: () => shared.shift()?.() ?? Promise.reject(new Error("looked at too often")) }),
      refresh: async () => {
        log.push("asked");
        const answer = answers.shift();
        if (answer === undefined || answer instanceof Error) throw answer ?? new Error("no more answers");
        return answer;
      },
      enter: async (token) => {
        log.push(`entered ${token}`);
        setWho((old) => ({ ...old, sv: Number(token) }));
      },
      onRenewed: () => log.push("renewed"),
      after: clock.after,
    }),
  );
  const stored = (value: Session) => {
    setSession(value);
    setState({ kind: "ready" });
  };
  return { gate, stored, setSession, setState, setWho, setChanging, log, clock };
}

test("the gate opens with the session's rights and follows them", () => {
  const { gate, stored } = setUp();
  expect(gate().kind).toBe("pending");
  stored(aSession());
  expect(gate()).toMatchObject({ kind: "open", session: { permissions: ["customers.view"] } });
  stored(aSession({ permissions: [] }));
  expect(gate()).toMatchObject({ kind: "open", session: { permissions: [] } });
});

test("a disabled account is shut out as soon as its session says so", () => {
  const { gate, stored, log } = setUp();
  stored(aSession());
  stored(aSession({ open: false, sv: 2 }));
  expect(gate().kind).toBe("closed");
  expect(log).toEqual([]);
});

test("a new session version is answered with a new token, and refused listeners are opened again", async () => {
  const { gate, stored, log } = setUp([{ kind: "signed-in", token: "2" }]);
  stored(aSession());
  stored(aSession({ sv: 2 }));
  await settle();
  expect(log).toEqual(["asked", "entered 2", "renewed"]);
  expect(gate().kind).toBe("open");
});

test("where the server gives no new token the gate closes", async () => {
  const { gate, stored } = setUp([{ kind: "closed" }]);
  stored(aSession({ sv: 2 }));
  await settle();
  expect(gate().kind).toBe("closed");
});

test("a renewal that did not reach the server is tried again and closes nothing", async () => {
  const { gate, stored, log, clock } = setUp([new Error("cut"), { kind: "signed-in", token: "2" }]);
  stored(aSession({ sv: 2 }));
  await settle();
  expect(gate().kind).toBe("open");
  clock.pass(2_000);
  await settle();
  expect(log).toEqual(["asked", "asked", "entered 2", "renewed"]);
});

test("a session that the rules refuse, or that does not exist, closes the gate", () => {
  const one = setUp();
  one.setState({ kind: "failed", failure: { kind: "refused", cause: null } });
  expect(one.gate().kind).toBe("closed");
  const two = setUp();
  two.setState({ kind: "ready" });
  expect(two.gate().kind).toBe("closed");
});

test("a cut connection keeps the rights that were known", () => {
  const { gate, stored, setState, setSession } = setUp();
  stored(aSession());
  setSession(undefined);
  setState({ kind: "failed", failure: { kind: "broken", cause: null } });
  expect(gate().kind).toBe("open");
});

test("a session that this device itself is changing waits for its own token", async () => {
  const { gate, stored, setWho, setChanging, log } = setUp([{ kind: "closed" }]);
  stored(aSession());
  setChanging(true);
  stored(aSession({ sv: 2 }));
  await settle();
  expect(gate().kind).toBe("open");
  setWho((old) => ({ ...old, sv: 2 }));
  setChanging(false);
  await settle();
  expect(gate().kind).toBe("open");
  expect(log).toEqual(["renewed"]);
});

test("a change whose answer is lost ends like any other new version", async () => {
  const { gate, stored, setChanging, log } = setUp([{ kind: "closed" }]);
  stored(aSession());
  setChanging(true);
  stored(aSession({ sv: 2 }));
  setChanging(false);
  await settle();
  expect(log).toEqual(["asked"]);
  expect(gate().kind).toBe("closed");
});

test("while another tab changes the session nothing is asked, and its token is this one's as well", async () => {
  const changed = Promise.withResolvers<number>();
  const { gate, stored, setWho, log } = setUp([], [() => changed.promise]);
  stored(aSession());
  stored(aSession({ sv: 2 }));
  await settle();
  expect([gate().kind, log]).toEqual(["open", []]);
  changed.resolve(2);
  await settle();
  setWho((old) => ({ ...old, sv: 2 }));
  expect([gate().kind, log]).toEqual(["open", ["renewed"]]);
});

test("a session that no other tab goes on with closes as it does in one tab", async () => {
  const old = async () => 1;
  const { gate, stored, log } = setUp([{ kind: "closed" }], [old, old]);
  stored(aSession({ sv: 2 }));
  await settle();
  expect([gate().kind, log]).toEqual(["closed", ["asked"]]);
});

test("a session that another tab changes once more while this one asks stays open", async () => {
  const { gate, stored, log } = setUp([{ kind: "closed" }], [async () => 1, async () => 2]);
  stored(aSession({ sv: 2 }));
  await settle();
  expect([gate().kind, log]).toEqual(["open", ["asked"]]);
});

test("the sign-in that cannot be looked at closes nothing and is looked at again", async () => {
  const broken = () => Promise.reject(new Error("no storage"));
  const { gate, stored, log, clock } = setUp([], [broken, async () => 2]);
  stored(aSession({ sv: 2 }));
  await settle();
  clock.pass(2_000);
  await settle();
  expect([gate().kind, log]).toEqual(["open", []]);
});

test("a version that came while the one before was asked for is asked for too", async () => {
  const first = Promise.withResolvers<number>();
  const { gate, stored, log } = setUp(
    [{ kind: "signed-in", token: "3" }],
    [() => first.promise, async () => 2],
  );
  stored(aSession({ sv: 2 }));
  await settle();
  first.resolve(2);
  await Promise.resolve();
  stored(aSession({ sv: 3 }));
  await settle();
  expect([gate().kind, log]).toEqual(["open", ["asked", "entered 3", "renewed"]]);
});
