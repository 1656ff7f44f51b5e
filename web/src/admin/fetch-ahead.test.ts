import { createRoot, createSignal } from "solid-js";
import { afterEach, expect, test } from "vitest";
import { fakeClock } from "../lib/testing/fake-clock.ts";
import { fetchAhead, forgetFailedStyles } from "./fetch-ahead.ts";

const CALM_MS = 10_000;

let dispose: () => void = () => {};
afterEach(() => dispose());

function start() {
  const clock = fakeClock();
  const [connected, connect] = createSignal(true);
  const asked: number[] = [];
  createRoot((end) => {
    dispose = end;
    fetchAhead({ clock, connection: { connected } }, () => {
      asked.push(clock.now());
      return Promise.reject(new Error("Failed to fetch dynamically imported module"));
    });
  });
  return { clock, connect, asked };
}

test("the rest is fetched once, when the line is calm, and a failure is nobody's business yet", async () => {
  const { clock, asked } = start();
  expect(asked).toHaveLength(0);
  clock.pass(CALM_MS);
  expect(asked).toHaveLength(1);
  // An unhandled rejection would fail this file.
  await new Promise((resolve) => setTimeout(resolve));
  clock.pass(CALM_MS);
  expect(asked).toHaveLength(1);
});

test("a cut line is asked nothing; the calm begins anew with its return", () => {
  const { clock, connect, asked } = start();
  clock.pass(CALM_MS - 1);
  connect(false);
  clock.pass(CALM_MS);
  expect(asked).toHaveLength(0);
  connect(true);
  clock.pass(CALM_MS - 1);
  expect(asked).toHaveLength(0);
  clock.pass(1);
  expect(asked).toHaveLength(1);
});

test("who leaves before is asked for nothing", () => {
  const { clock, asked } = start();
  dispose();
  clock.pass(CALM_MS);
  expect(asked).toHaveLength(0);
});

test("a style that did not come is forgotten, so that the next try fetches it; others stay", () => {
  const stop = forgetFailedStyles(document);
  const link = (rel: string) => {
    const element = document.createElement("link");
    element.rel = rel;
    document.head.append(element);
    element.dispatchEvent(new Event("error"));
    return element;
  };
  expect(link("stylesheet").isConnected).toBe(false);
  expect(link("icon").isConnected).toBe(true);
  stop();
  expect(link("stylesheet").isConnected).toBe(true);
});
