/* oxlint-disable solid/reactivity -- tests read the present value on purpose */
import { For, createEffect, createSignal } from "solid-js";
import { render } from "@solidjs/testing-library";
import { describe, expect, test } from "vitest";
import { fakeClock } from "../testing/fake-clock.ts";
import { fakeSource, type FakeSource } from "../testing/fake-source.ts";
import { LiveProvider } from "./context.tsx";
import { createLiveDoc, createLiveList, createLiveRecords, type Live, type LiveList } from "./create-live.ts";
import { createLiveHub } from "./hub.ts";
import type { LiveObserver, LiveSource } from "./source.ts";

interface Row {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
}

const row = (id: string, name: string, ...tags: string[]): Row => ({ id, name, tags });
const broken = { kind: "broken", cause: new Error("cut") } as const;
const refused = { kind: "refused", cause: new Error("no") } as const;

function setUp() {
  const clock = fakeClock();
  const [connected, setConnected] = createSignal(true);
  let cuts = 0;
  const hub = createLiveHub({ clock, connected, onCut: () => (cuts += 1) });
  const show = (source: () => LiveSource<readonly Row[]> | undefined) => {
    let list!: LiveList<Row>;
    const drawn: string[] = [];
    const List = () => {
      list = createLiveList(source);
      return (
        <ul>
          <For each={list.rows()}>
            {(record) => {
              drawn.push(record.id);
              return (
                <li>
                  <b>{record.name}</b> <i>{record.tags.join()}</i>
                </li>
              );
            }}
          </For>
        </ul>
      );
    };
    const view = render(() => (
      <LiveProvider hub={hub}>
        <List />
      </LiveProvider>
    ));
    return { ...view, list, drawn };
  };
  return { clock, hub, setConnected, show, cuts: () => cuts };
}

/** Counts what the document notices between now and `stop`. */
function watch(node: Node) {
  const observer = new MutationObserver(() => undefined);
  observer.observe(node, { subtree: true, childList: true, characterData: true, attributes: true });
  return () => observer.takeRecords().length;
}

describe("a live list", () => {
  test("is pending until the first snapshot, then ready, and says when it only knows the cache", () => {
    const { show } = setUp();
    const source = fakeSource<readonly Row[]>("customers");
    const { list } = show(() => source);
    expect(list.state()).toEqual({ kind: "pending" });
    source.send([row("a", "Ann")], true);
    expect(list.state()).toEqual({ kind: "cached" });
    source.send([row("a", "Ann")]);
    expect(list.state()).toEqual({ kind: "ready" });
  });

  test("tells once that it was cut off, and is so until it has caught up; what never was up to date is not", () => {
    const { hub, show, cuts } = setUp();
    const source = fakeSource<readonly Row[]>("customers");
    show(() => source);
    source.send([row("a", "Ann")], true);
    expect([cuts(), hub.cut()]).toEqual([0, false]);
    source.send([row("a", "Ann")]);
    source.send([row("a", "Ann")], true);
    source.send([row("a", "Anna")], true);
    expect([cuts(), hub.cut()]).toEqual([1, true]);
    source.send([row("a", "Anna")]);
    expect([cuts(), hub.cut()]).toEqual([1, false]);
  });

  test("keeps the element of a row while its record stays, and draws each record once", () => {
    const { show } = setUp();
    const source = fakeSource<readonly Row[]>("customers");
    const { container, drawn } = show(() => source);
    source.send([row("a", "Ann"), row("b", "Bob"), row("c", "Cid")]);
    const bob = container.querySelectorAll("li")[1];
    source.send([row("c", "Cid"), row("b", "Bobby"), row("d", "Dee")]);
    expect(container.querySelectorAll("li")[1]).toBe(bob);
    expect(container.textContent).toBe("Cid Bobby Dee ");
    expect(drawn).toEqual(["a", "b", "c", "d"]);
  });

  test("changes at most three nodes when one field of one row changes, and none when nothing did", () => {
    const { show } = setUp();
    const source = fakeSource<readonly Row[]>("customers");
    const { container } = show(() => source);
    const rows = Array.from({ length: 200 }, (_unused, index) => row(`r${index}`, `Name ${index}`, "x"));
    source.send(rows);
    const count = watch(container);
    source.send(rows.map((old) => ({ ...old, tags: [...old.tags] })));
    expect(count()).toBe(0);
    source.send(rows.map((old) => (old.id === "r7" ? row("r7", "Changed", "x") : { ...old })));
    const changed = count();
    expect(changed).toBeGreaterThan(0);
    expect(changed).toBeLessThanOrEqual(3);
    expect(container.textContent).toContain("Changed");
  });

  test("shows nothing of the old question under the new one", () => {
    const { show, hub } = setUp();
    const first = fakeSource<readonly Row[]>("first");
    const second = fakeSource<readonly Row[]>("second");
    const [source, setSource] = createSignal<FakeSource<readonly Row[]> | undefined>(first);
    const { container, list } = show(source);
    first.send([row("a", "Ann")]);
    setSource(second);
    expect(container.textContent).toBe("");
    expect(list.state().kind).toBe("pending");
    first.send([row("a", "late")]);
    expect(container.textContent).toBe("");
    setSource(undefined);
    expect(list.state().kind).toBe("pending");
    expect(hub.size()).toBe(2);
  });

  test("is not opened anew when the same question is built again", () => {
    const { show } = setUp();
    const shared = fakeSource<readonly Row[]>("same");
    const [turn, setTurn] = createSignal(0);
    show(() => {
      turn();
      return { key: "same", subscribe: shared.subscribe };
    });
    setTurn(1);
    expect(shared.opened()).toBe(1);
  });
});

describe("a list of plain records", () => {
  test("keeps the objects of rows that did not change, and is silent when none did", () => {
    const { hub } = setUp();
    const source = fakeSource<readonly Row[]>("customers");
    const seen: (readonly Row[])[] = [];
    const View = () => {
      const list = createLiveRecords(() => source);
      createEffect(() => seen.push(list.rows()));
      return undefined;
    };
    render(() => (
      <LiveProvider hub={hub}>
        <View />
      </LiveProvider>
    ));
    source.send([row("a", "Ann", "x"), row("b", "Bob")], true);
    source.send([row("a", "Ann", "x"), row("b", "Bob")]);
    expect(seen).toHaveLength(2);
    source.send([row("b", "Bob"), row("a", "Ann", "y")]);
    const [before, after] = [seen[1], seen[2]];
    expect(after?.[0]).toBe(before?.[1]);
    expect(after?.[1]).toEqual(row("a", "Ann", "y"));
    expect(before?.[0]).toEqual(row("a", "Ann", "x"));
    source.fail(refused);
    expect(seen.at(-1)).toEqual([]);
  });
});

describe("a shared listener", () => {
  test("is one for all who ask the same, and the next one sees the rows at once", () => {
    const { show } = setUp();
    const source = fakeSource<readonly Row[]>("customers");
    show(() => source);
    source.send([row("a", "Ann")]);
    const second = show(() => source);
    expect(source.opened()).toBe(1);
    expect(second.list.state().kind).toBe("ready");
    expect(second.container.textContent).toContain("Ann");
  });

  test("stays 30 seconds after the last user left, then ends", () => {
    const { show, clock, hub } = setUp();
    const source = fakeSource<readonly Row[]>("customers");
    const first = show(() => source);
    const second = show(() => source);
    first.unmount();
    clock.pass(60_000);
    expect(source.open()).toBe(1);
    second.unmount();
    clock.pass(29_999);
    expect(source.open()).toBe(1);
    clock.pass(1);
    expect(source.open()).toBe(0);
    expect(hub.size()).toBe(0);
    expect(clock.waiting()).toBe(0);
  });

  test("is kept when somebody comes back within the 30 seconds", () => {
    const { show, clock } = setUp();
    const source = fakeSource<readonly Row[]>("customers");
    show(() => source).unmount();
    clock.pass(20_000);
    show(() => source);
    clock.pass(120_000);
    expect(source.open()).toBe(1);
    expect(source.opened()).toBe(1);
  });

  test("ends at sign-out, with its data", () => {
    const { show, hub } = setUp();
    const source = fakeSource<readonly Row[]>("customers");
    show(() => source);
    source.send([row("a", "Ann")]);
    hub.clear();
    expect(source.open()).toBe(0);
    const again = show(() => source);
    expect(again.container.textContent).toBe("");
  });
});

describe("healing", () => {
  test("a broken listener keeps its rows, says since when they are stale, and opens again with growing pauses", () => {
    const { show, clock } = setUp();
    const source = fakeSource<readonly Row[]>("customers");
    const { container, list } = show(() => source);
    source.send([row("a", "Ann")]);
    const since = clock.now();
    clock.pass(5_000);
    source.fail(broken);
    expect(list.state()).toEqual({ kind: "stale", since });
    expect(container.textContent).toContain("Ann");
    clock.pass(999);
    expect(source.opened()).toBe(1);
    clock.pass(1);
    expect(source.opened()).toBe(2);
    source.fail(broken);
    clock.pass(1_999);
    expect(source.opened()).toBe(2);
    clock.pass(1);
    expect(source.opened()).toBe(3);
    source.send([row("a", "Anna")]);
    expect(list.state().kind).toBe("ready");
    expect(container.textContent).toContain("Anna");
  });

  test("a listener that breaks before anything came has failed, and still heals", () => {
    const { show, clock } = setUp();
    const source = fakeSource<readonly Row[]>("customers");
    const { list } = show(() => source);
    source.fail(broken);
    expect(list.state()).toEqual({ kind: "failed", failure: broken });
    clock.pass(1_000);
    source.send([row("a", "Ann")]);
    expect(list.state().kind).toBe("ready");
  });

  test("a late answer of a listener that was replaced overwrites nothing", () => {
    const { show, clock } = setUp();
    const observers: LiveObserver<readonly Row[]>[] = [];
    // As an SDK may: it goes on calling a listener that ended.
    const { container } = show(() => ({
      key: "customers",
      subscribe(observer) {
        observers.push(observer);
        return () => undefined;
      },
    }));
    observers[0]?.next([row("a", "Ann")], false);
    observers[0]?.error(broken);
    clock.pass(1_000);
    observers[1]?.next([row("a", "Anna")], false);
    observers[0]?.next([row("a", "late")], false);
    observers[0]?.error(refused);
    expect(container.textContent).toContain("Anna");
  });

  test("a refusal takes the rows away and is not tried again until asked", () => {
    const { show, clock, hub } = setUp();
    const source = fakeSource<readonly Row[]>("customers");
    const { container, list } = show(() => source);
    source.send([row("a", "Ann")]);
    source.fail(refused);
    expect(list.state()).toEqual({ kind: "failed", failure: refused });
    expect(container.textContent).toBe("");
    clock.pass(600_000);
    expect(source.opened()).toBe(1);
    hub.retry();
    source.send([row("a", "Ann")]);
    expect(list.state().kind).toBe("ready");
    expect(container.textContent).toContain("Ann");
  });

  test("a cut connection makes rows stale, its return makes them ready", () => {
    const { show, setConnected, clock } = setUp();
    const source = fakeSource<readonly Row[]>("customers");
    const { list } = show(() => source);
    source.send([row("a", "Ann")]);
    setConnected(false);
    expect(list.state()).toEqual({ kind: "stale", since: clock.now() });
    setConnected(true);
    expect(list.state().kind).toBe("ready");
  });
});

test("a live document follows one record field by field", () => {
  const { hub } = setUp();
  const source = fakeSource<Row | undefined>("customer/a");
  let live!: Live<Row | undefined>;
  let nameReads = 0;
  const View = () => {
    live = createLiveDoc(() => source);
    return (
      <p>
        {(() => {
          nameReads += 1;
          return live.value()?.name;
        })()}
        <i>{live.value()?.tags.join()}</i>
      </p>
    );
  };
  const { container } = render(() => (
    <LiveProvider hub={hub}>
      <View />
    </LiveProvider>
  ));
  source.send(row("a", "Ann", "x"));
  const reads = nameReads;
  source.send(row("a", "Ann", "x", "y"));
  expect(container.textContent).toBe("Annx,y");
  expect(nameReads).toBe(reads);
  source.send(undefined);
  expect(live.state().kind).toBe("ready");
  expect(live.value()).toBeUndefined();
});
