import { createSignal } from "solid-js";
import { render, waitFor } from "@solidjs/testing-library";
import { expect, test } from "vitest";
import type { Customer } from "@trunkline/domain/customer/record";
import type { SiftQuestion } from "@trunkline/domain/list/sieve";
import { LiveProvider } from "../../../lib/live/context.tsx";
import { createLiveHub } from "../../../lib/live/hub.ts";
import { fakeClock } from "../../../lib/testing/fake-clock.ts";
import { aCustomer } from "../../testing/builders.ts";
import { aSearch } from "../../testing/searching.ts";
import { createSifted, type SiftedList } from "./create-sifted.ts";

/** Customers whose number holds these digits, by number. */
const holding = (digits: string): SiftQuestion => ({
  conditions: [{ kind: "text", key: "number", text: digits, digits: [], whole: false }],
  order: { key: "number", by: "number", descending: false },
});

async function open(count: number, first: SiftQuestion) {
  const customers = Array.from({ length: count }, (_unused, index) => aCustomer({ number: index + 1 }));
  const byId = new Map(customers.map((row) => [row.id as string, row]));
  const search = await aSearch(customers);
  const clock = fakeClock();
  const listened = new Set<string>();
  let questions = 0;
  const [question, ask] = createSignal<SiftQuestion | undefined>(first);
  let list!: SiftedList;
  const List = () => {
    list = createSifted({
      customers: {
        some: (ids) => ({
          key: ids.join(),
          subscribe(observer) {
            questions += 1;
            for (const id of ids) listened.add(id);
            observer.next(
              ids.map((id) => byId.get(id) as Customer),
              false,
            );
            return () => undefined;
          },
        }),
        newest: () => ({ key: "newest", subscribe: () => () => undefined }),
      },
      search: search.port,
      question,
      types: () => new Map(),
      known: () => undefined,
      clock,
    });
    return undefined;
  };
  render(() => (
    <LiveProvider hub={createLiveHub({ clock, connected: () => true })}>
      <List />
    </LiveProvider>
  ));
  list.onSpan(0, 10);
  const settled = (total: number) => waitFor(() => expect(list.total()).toBe(total));
  return { list, ask, clock, search, listened, settled, questions: () => questions };
}

test("a list that is narrowed letter by letter listens to the rows of the last question alone, after a pause", async () => {
  const { ask, clock, listened, settled } = await open(2000, holding("1"));
  await settled(1271);
  expect(listened).toContain("c10");
  ask(holding("12"));
  await settled(139);
  clock.pass(400);
  ask(holding("120"));
  await settled(12);
  clock.pass(499);
  expect(listened).not.toContain("c1120");
  clock.pass(1);
  expect(listened).toContain("c1120");
  expect(listened).not.toContain("c212");
});

test("another order of the same rows is listened to after the same pause", async () => {
  const { list, ask, clock, listened, settled } = await open(2000, holding("1"));
  await settled(1271);
  ask({ ...holding("1"), order: { key: "number", by: "number", descending: true } });
  await waitFor(() => expect(list.long()?.idAt(0)).toBe("c1999"));
  expect(list.long()?.row("c1999", 0)?.name).toBe("Customer 1999");
  clock.pass(499);
  expect(listened).not.toContain("c1999");
  clock.pass(1);
  expect(listened).toContain("c1999");
});

test("the rows before stay until the next question is answered; without a question there are none", async () => {
  const { list, ask, settled } = await open(500, holding("1"));
  await settled(176);
  const row = list.long()?.row("c1", 0);
  expect(row?.name).toBe("Customer 1");
  ask(holding("12"));
  expect(list.total()).toBe(176);
  expect(list.long()?.row("c1", 0)).toBe(row);
  await settled(15);
  expect(list.long()?.idAt(0)).toBe("c12");
  ask(undefined);
  expect([list.total(), list.long()]).toEqual([0, undefined]);
});

test("a range is taken from the list that is seen, though another one is asked by now", async () => {
  const { list, ask, settled } = await open(500, holding("1"));
  await settled(176);
  const long = list.long();
  ask(holding("12"));
  expect(await long?.between(0, 2)).toEqual(["c1", "c10", "c11"]);
});

test("ids around what is in sight are there before they are needed, never all of them", async () => {
  const { list, search, settled } = await open(3000, { ...holding(""), conditions: [] });
  await settled(3000);
  for (let place = 0; place < 2900; place += 100) {
    list.onSpan(place, place + 40);
    for (const at of [place, place + 39]) expect(list.long()?.idAt(at)).toBe(`c${at + 1}`);
    // The worker's answer.
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
  }
  expect(Math.max(...search.windows.map(({ count }) => count))).toBeLessThan(750);
});

test("letters typed one after the other ask the database nothing; their rows are drawn as the index has them", async () => {
  const { list, ask, clock, settled, questions } = await open(12_000, holding("1"));
  const hold = (digits: string) =>
    Array.from({ length: 12_000 }, (_unused, index) => String(index + 1)).filter((one) =>
      one.includes(digits),
    );
  await settled(hold("1").length);
  const before = questions();
  for (const digits of ["11", "111", "1111", "11112"]) {
    ask(holding(digits));
    await settled(hold(digits).length);
    expect(list.long()?.row(list.long()?.idAt(0) ?? "", 0)?.name).toBe(`Customer ${hold(digits)[0]}`);
    clock.pass(400);
    expect(questions()).toBe(before);
  }
  clock.pass(100);
  expect(questions()).toBe(before + 1);
});

test("a row is what the index has until the record is here, and the record from then on", async () => {
  const { list, ask, clock, settled } = await open(2000, holding("1"));
  await settled(1271);
  ask(holding("120"));
  await settled(12);
  const row = () => list.long()?.row("c1120", 2);
  expect([row()?.name, row()?.city, row()?.balance]).toEqual(["Customer 1120", "Oslo", undefined]);
  expect(list.shown()).toEqual([]);
  clock.pass(500);
  expect([row()?.name, row()?.balance]).toEqual(["Customer 1120", 0]);
  expect(list.shown().map(({ name }) => name)).toContain("Customer 1120");
});

test("who scrolls on and on sees names, and only where he rests the rows are listened to", async () => {
  const { list, clock, settled, questions, listened } = await open(6000, { ...holding(""), conditions: [] });
  await settled(6000);
  const before = questions();
  for (let place = 0; place < 3000; place += 60) {
    list.onSpan(place, place + 40);
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
    for (const at of [place, place + 39])
      expect(list.long()?.row(`c${at + 1}`, at)?.name).toBe(`Customer ${at + 1}`);
    clock.pass(200);
  }
  expect(questions()).toBe(before);
  clock.pass(100);
  expect(questions() - before).toBeLessThanOrEqual(3);
  expect(listened).toContain("c2970");
});
