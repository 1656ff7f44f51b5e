/* oxlint-disable solid/reactivity -- tests read the present value on purpose */
import { createSignal } from "solid-js";
import { render } from "@solidjs/testing-library";
import { expect, test } from "vitest";
import { fakeClock } from "../testing/fake-clock.ts";
import { fakeSource } from "../testing/fake-source.ts";
import { LiveProvider } from "./context.tsx";
import { createLiveList, type LiveList } from "./create-live.ts";
import { createGrowingList } from "./growing.ts";
import { createLiveHub } from "./hub.ts";

interface Row {
  readonly id: string;
}

const rows = (...ids: string[]): readonly Row[] => ids.map((id) => ({ id }));

function setUp() {
  const all = new Map(["a 2", "a 4", "b 2"].map((key) => [key, fakeSource<readonly Row[]>(key)]));
  const [question, setQuestion] = createSignal("a");
  const [most, setMost] = createSignal(2);
  let list!: LiveList<Row>;
  const Page = () => {
    list = createGrowingList(
      createLiveList(() => all.get(`${question()} ${most()}`)),
      question,
    );
    return <p>{list.rows().length}</p>;
  };
  const hub = createLiveHub({ clock: fakeClock(), connected: () => true, onCut: () => undefined });
  render(() => (
    <LiveProvider hub={hub}>
      <Page />
    </LiveProvider>
  ));
  const shows = () => [
    list.state().kind,
    list
      .rows()
      .map(({ id }) => id)
      .join(""),
  ];
  return {
    shows,
    setQuestion,
    setMost,
    send: (key: string, sent: readonly Row[]) => all.get(key)?.send(sent),
  };
}

test("while more of a list is on its way, what there is of it stays", () => {
  const { shows, setMost, send } = setUp();
  expect(shows()).toEqual(["pending", ""]);
  send("a 2", rows("x", "y"));
  setMost(4);
  expect(shows()).toEqual(["ready", "xy"]);
  send("a 4", rows("x", "y", "z"));
  expect(shows()).toEqual(["ready", "xyz"]);
});

test("what another question found does not stay", () => {
  const { shows, setQuestion, send } = setUp();
  send("a 2", rows("x", "y"));
  setQuestion("b");
  expect(shows()).toEqual(["pending", ""]);
  send("b 2", []);
  expect(shows()).toEqual(["ready", ""]);
});
