import { describe, expect, test } from "vitest";
import { afterMessage, afterWaiting, readFromFrame, readToFrame, type FramePhase } from "./frame.ts";

const view = { lat: 1, lng: 2, zoom: 3 };
const start = { kind: "start", key: "k", mapId: "", language: "en", dark: false, greedy: true, view };

describe("messages", () => {
  test.each([
    start,
    { kind: "marker", place: null, colour: "#146c3a", movable: false },
    { kind: "marker", place: { lat: 1, lng: 2 }, colour: "rgb(20, 108, 58)", movable: true },
    { kind: "view", view },
    { kind: "find", request: 1, address: "13 High St" },
  ])("for the frame: $kind", (message) => {
    expect(readToFrame(message)).toEqual(message);
  });

  test.each([
    { kind: "hello" },
    { kind: "ready" },
    { kind: "failed", why: "key" },
    { kind: "view", view },
    { kind: "placed", place: { lat: -90, lng: 180 } },
    { kind: "found", request: 2, place: null },
    { kind: "not-found", request: 2, why: "limit" },
  ])("of the frame: $kind", (message) => {
    expect(readFromFrame(message)).toEqual(message);
  });

  test.each([
    undefined,
    null,
    "hello",
    { kind: "unknown" },
    { kind: "hello", more: 1 },
    { kind: "placed", place: { lat: 91, lng: 0 } },
    { kind: "placed", place: { lat: Number.NaN, lng: 0 } },
    { kind: "placed", place: { lat: 1, lng: 2, name: "x" } },
    { kind: "placed", place: ["1", "2"] },
    { kind: "view", view: { lat: 0, lng: 0, zoom: 99 } },
    { kind: "found", request: 0, place: null },
    { kind: "failed", why: "<b>words</b>" },
  ])("of another shape are none: %j", (message) => {
    expect(readFromFrame(message)).toBeUndefined();
  });

  test("a colour is a colour, and nothing else is sent in", () => {
    const marker = { kind: "marker", place: null, movable: false };
    expect(readToFrame({ ...marker, colour: "url(https://example.com)" })).toBeUndefined();
    expect(readToFrame({ ...start, name: "John Doe" })).toBeUndefined();
    expect(readToFrame({ kind: "find", request: 1, address: "x".repeat(501) })).toBeUndefined();
  });
});

describe("the phases of a frame", () => {
  const run = (...messages: Parameters<typeof afterMessage>[1][]): FramePhase =>
    messages.reduce(afterMessage, "loading");

  test("hello, then ready", () => {
    expect(run()).toBe("loading");
    expect(run({ kind: "hello" })).toBe("starting");
    expect(run({ kind: "hello" }, { kind: "ready" })).toBe("ready");
    expect(run({ kind: "hello" }, { kind: "ready" }, { kind: "view", view })).toBe("ready");
  });

  test("ready before hello is nothing", () => {
    expect(run({ kind: "ready" })).toBe("loading");
  });

  test("a key that is refused late ends it, and it stays ended", () => {
    const refused = { kind: "failed", why: "key" } as const;
    expect(run({ kind: "hello" }, { kind: "ready" }, refused)).toBe("key");
    expect(run({ kind: "hello" }, refused, { kind: "ready" })).toBe("key");
  });

  test("silence is a failure only while something is waited for", () => {
    expect(afterWaiting("loading")).toBe("unreachable");
    expect(afterWaiting("starting")).toBe("unreachable");
    expect(afterWaiting("ready")).toBe("ready");
    expect(afterWaiting("key")).toBe("key");
  });
});
