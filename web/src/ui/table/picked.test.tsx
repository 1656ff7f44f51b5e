import { Suspense, createResource, createSignal, startTransition, type JSX } from "solid-js";
import { fireEvent, render } from "@solidjs/testing-library";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { Table } from "./table.tsx";
import type { LongRows } from "./types.ts";

interface Row {
  readonly id: string;
  readonly name: string;
}

beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 640 });
});

/** A table beside something that the page waits for, as when another page is on its way. */
function setUp() {
  const [rows, setRows] = createSignal<readonly Row[]>([]);
  const [away, setAway] = createSignal<ReadonlySet<string>>(new Set());
  const [ids, setIds] = createSignal<ReadonlySet<string>>(new Set());
  const [wanted, want] = createSignal(0);
  const nameless: string[] = [];
  const waiting: (() => void)[] = [];
  const long: LongRows<Row> = {
    get count() {
      return rows().length;
    },
    idAt: (place) => rows()[place]?.id,
    placeOf: (id) => rows().findIndex((row) => row.id === id),
    row: (id) => (away().has(id) ? undefined : rows().find((row) => row.id === id)),
    between: async () => [],
  };
  const nameOf = (row: Row | undefined) => {
    if (row === undefined) nameless.push("a row that is not there is drawn");
    return row?.name ?? "";
  };
  const Page = (): JSX.Element => {
    const bring = (count: number) => new Promise<number>((resolve) => waiting.push(() => resolve(count)));
    const [thing] = createResource(wanted, (count) => (count === 0 ? 0 : bring(count)), { initialValue: 0 });
    const Thing = () => <p>{thing()}</p>;
    return (
      <Suspense>
        <Thing />
        <Table
          label="People"
          columns={[{ id: "name", title: "Name", width: 200, cell: { text: nameOf } }]}
          view={{ columns: [{ id: "name" }], filters: {} }}
          onView={() => undefined}
          rows={[]}
          long={long}
          state="ready"
          rowName={nameOf}
          selection={{ ids: ids(), onChange: setIds }}
          empty={<p>None</p>}
        />
      </Suspense>
    );
  };
  const { container, unmount } = render(() => <Page />);
  const drawn = () => [...container.querySelectorAll(".table-body > .table-row")];
  return {
    unmount,
    nameless,
    setRows: (of: readonly number[]) =>
      void setRows(of.map((one) => ({ id: `r${one}`, name: `Name ${one}` }))),
    setAway: (of: readonly number[]) => void setAway(new Set(of.map((one) => `r${one}`))),
    want: () => void want((count) => count + 1),
    come: () => waiting.shift()?.(),
    waits: () => waiting.length > 0,
    tick(place: number) {
      const box = drawn()[place]?.querySelector("input");
      if (box) fireEvent.click(box);
    },
    /** How each row looks: its name, whether it says that it is selected, and its box. */
    looks: () =>
      drawn().map((row) => [
        row.lastElementChild?.textContent,
        row.getAttribute("aria-selected"),
        row.querySelector("input")?.checked,
      ]),
    wanted: () => rows().map(({ id, name }) => [name, String(ids().has(id)), ids().has(id)]),
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const PLACES = [1, 2, 3, 4, 5];
const aStep = fc.oneof(
  fc.record({ does: fc.constant("tick" as const), place: fc.nat(4) }),
  fc.record({
    does: fc.constant("rows" as const),
    of: fc.shuffledSubarray(PLACES, { minLength: 1 }),
    withPage: fc.boolean(),
  }),
  fc.record({ does: fc.constant("away" as const), of: fc.subarray(PLACES), withPage: fc.boolean() }),
  fc.record({ does: fc.constantFrom("leave" as const, "come" as const, "wait" as const) }),
);

test("whatever goes, comes and is ticked while another page is on its way, each row looks as it is", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { maxLength: 18 }), async (steps) => {
      const page = setUp();
      page.setRows([1, 2, 3, 4]);
      const change = (withPage: boolean, work: () => void) =>
        withPage ? void startTransition(work) : work();
      for (const step of steps) {
        if (step.does === "tick") page.tick(step.place);
        else if (step.does === "rows") change(step.withPage, () => page.setRows(step.of));
        else if (step.does === "away") change(step.withPage, () => page.setAway(step.of));
        else if (step.does === "leave") change(true, page.want);
        else {
          if (step.does === "come") page.come();
          await settled();
        }
      }
      await settled();
      while (page.waits()) {
        page.come();
        await settled();
      }
      page.setAway([]);
      const [looks, wanted] = [page.looks(), page.wanted()];
      page.unmount();
      expect(page.nameless).toEqual([]);
      expect(looks.toSorted()).toEqual(wanted.toSorted());
    }),
    {
      numRuns: 150,
      seed: 5,
      examples: [
        [
          [
            { does: "leave" },
            { does: "rows", of: [2], withPage: true },
            { does: "wait" },
            { does: "away", of: [2], withPage: false },
          ],
        ],
      ],
    },
  );
}, 60_000);
