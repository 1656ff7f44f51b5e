import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { FirestoreError } from "../../engine/errors.ts";
import type { BackChannel } from "./session.ts";
import { Session } from "./session.ts";
import { shareConnections } from "./share.ts";

/** A back channel that remembers what was written to it. */
class Recorder implements BackChannel {
  text = "";
  ended = false;
  frames = 0;
  write(text: string): void {
    if (this.ended) throw new Error("Written after its end.");
    this.text += text;
    this.frames++;
  }
  end(): void {
    this.ended = true;
  }
  /** The arrays of all frames, read as the client reads them. */
  get arrays(): [number, unknown[]][] {
    const arrays: [number, unknown[]][] = [];
    for (let rest = this.text; rest.length > 0;) {
      const line = rest.indexOf("\n");
      const end = line + 1 + Number(rest.slice(0, line));
      arrays.push(...(JSON.parse(rest.slice(line + 1, end)) as [number, unknown[]][]));
      rest = rest.slice(end);
    }
    return arrays;
  }
}

let now = 0;
let closed = 0;
let received: string[] = [];
let streamClosed = 0;
let session: Session;
const receive = (messages: { id: number; data: string | undefined }[]): void =>
  session.receive(messages, (_stream, json) => received.push(json));

beforeEach(() => {
  now = 0;
  closed = 0;
  received = [];
  streamClosed = 0;
  session = new Session(
    "s",
    () => now,
    () => closed++,
  );
  session.attach({ receive: () => undefined, close: () => streamClosed++ });
});

describe("to the client", () => {
  test("what was queued before the back channel opened comes in one frame, and more as it happens", () => {
    session.send('{"n":1}');
    session.send('{"n":2}');
    const back = new Recorder();
    session.open(back, { polling: false });
    expect(back.text).toBe('29\n[[1,[{"n":1}]],[2,[{"n":2}]]]');
    session.send('{"n":3}');
    expect(back.arrays.at(-1)).toEqual([3, [{ n: 3 }]]);
  });

  test("a frame's length counts UTF-16 units", () => {
    session.send('{"t":"🌍"}');
    const back = new Recorder();
    session.open(back, { polling: false });
    expect(back.arrays).toEqual([[1, [{ t: "🌍" }]]]);
    expect(back.text.startsWith("18\n")).toBe(true);
  });

  test("an idle streaming back channel says so at once and then from time to time", () => {
    const back = new Recorder();
    session.open(back, { polling: false });
    expect(back.arrays).toEqual([[1, ["noop"]]]);
    now = 24_000;
    session.tick();
    expect(back.arrays).toHaveLength(1);
    now = 25_000;
    session.tick();
    expect(back.arrays).toEqual([
      [1, ["noop"]],
      [2, ["noop"]],
    ]);
  });

  test("a streaming back channel ends after a minute, and nothing said meanwhile is lost", () => {
    const first = new Recorder();
    session.open(first, { polling: false });
    now = 60_000;
    session.tick();
    expect(first.ended).toBe(true);
    session.send("{}");
    session.acknowledge(1);
    const second = new Recorder();
    session.open(second, { polling: false });
    expect(second.arrays).toEqual([[2, [{}]]]);
  });

  test("a long poll ends with the first thing it carries, or with a noop in the time the client gave", () => {
    const poll = new Recorder();
    session.open(poll, { polling: true, waitMs: 5_000 });
    expect([poll.text, poll.ended]).toEqual(["", false]);
    session.send("{}");
    expect([poll.arrays, poll.ended]).toEqual([[[1, [{}]]], true]);
    session.acknowledge(1);
    const quiet = new Recorder();
    session.open(quiet, { polling: true, waitMs: 5_000 });
    now = 5_000;
    session.tick();
    expect([quiet.arrays, quiet.ended]).toEqual([[[2, ["noop"]]], true]);
  });

  test("a new back channel ends the old one and gets what was never acknowledged again", () => {
    const first = new Recorder();
    session.send('"a"');
    session.send('"b"');
    session.open(first, { polling: false });
    const second = new Recorder();
    session.acknowledge(1);
    session.open(second, { polling: false });
    expect([first.ended, second.arrays]).toEqual([true, [[2, ["b"]]]]);
    session.lost(first);
    session.send('"c"');
    expect(second.arrays.at(-1)).toEqual([3, ["c"]]);
  });

  test("a long answer comes in several frames, and asks the client now and then what it has", () => {
    const text = JSON.stringify("x".repeat(700_000));
    for (let n = 0; n < 4; n++) session.send(text);
    const first = new Recorder();
    session.open(first, { polling: false });
    expect(first.frames).toBe(2);
    expect(first.arrays.map(([id]) => id)).toEqual([1, 2, 3, 4]);
    for (let n = 4; n < 24; n++) session.send(text);
    expect([first.ended, first.arrays.length]).toEqual([true, 24]);
    session.send('"more"');
    session.acknowledge(24);
    const second = new Recorder();
    session.open(second, { polling: false });
    expect([second.arrays, second.ended]).toEqual([[[25, ["more"]]], false]);
  });

  test("a forward answer tells the back channel's state, the last id and the size outstanding", () => {
    expect(session.status()).toBe("7\n[0,0,0]");
    session.send('"abc"');
    expect(session.status()).toBe("7\n[0,1,7]");
    session.open(new Recorder(), { polling: false });
    session.acknowledge(1);
    expect(session.status()).toBe("7\n[1,1,0]");
  });

  test("an error is the last word, told once in the form the SDK reads", () => {
    const back = new Recorder();
    session.send("{}");
    session.open(back, { polling: false });
    session.end(new FirestoreError("PERMISSION_DENIED", "No."));
    session.end();
    session.send("{}");
    expect(back.arrays.slice(1)).toEqual([
      [2, [{ error: { code: 403, message: "No.", status: "PERMISSION_DENIED" } }]],
    ]);
    expect(streamClosed).toBe(1);
  });
});

describe("from the client", () => {
  test("a message that was sent again is passed on once", () => {
    receive([
      { id: 0, data: "a" },
      { id: 1, data: "b" },
    ]);
    receive([
      { id: 0, data: "a" },
      { id: 1, data: "b" },
      { id: 2, data: "c" },
    ]);
    expect(received).toEqual(["a", "b", "c"]);
  });

  test("a message that is early waits, and one the client failed to write is skipped", () => {
    receive([{ id: 2, data: "c" }]);
    receive([
      { id: 0, data: "a" },
      { id: 1, data: undefined },
    ]);
    expect(received).toEqual(["a", "c"]);
  });

  test("however requests are split, repeated and reordered, each message arrives once and in order", () => {
    const ids = Array.from({ length: 12 }, (_, id) => id);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(ids, { minLength: 12, maxLength: 12 }),
        fc.array(fc.nat(11), { maxLength: 12 }),
        (order, repeats) => {
          received = [];
          session = new Session(
            "s",
            () => now,
            () => closed++,
          );
          session.attach({ receive: () => undefined, close: () => undefined });
          order.forEach((id, index) => {
            const again = repeats[index];
            receive([{ id, data: String(id) }]);
            if (again !== undefined && order.indexOf(again) < index)
              receive([{ id: again, data: String(again) }]);
          });
          expect(received).toEqual(ids.map(String));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("the end", () => {
  test("a session without its client is dropped after some minutes with all it holds", () => {
    const back = new Recorder();
    session.open(back, { polling: false });
    now = 10_000;
    session.lost(back);
    now = 189_000;
    session.tick();
    expect(closed).toBe(0);
    now = 191_000;
    session.tick();
    session.tick();
    expect([closed, streamClosed]).toEqual([1, 1]);
  });

  test("a waiting client keeps its session as long as it waits", () => {
    for (now = 0; now < 3_600_000; now += 20_000) {
      session.open(new Recorder(), { polling: false });
      session.tick();
    }
    expect(closed).toBe(0);
  });

  test("a client that never reads is cut off before it fills the memory", () => {
    const large = JSON.stringify("x".repeat(16 * 1024 * 1024));
    for (let i = 0; i < 17; i++) session.send(large);
    expect([closed, streamClosed]).toEqual([1, 1]);
  });

  test("a stream that is attached to a closed session is closed", () => {
    session.close();
    let late = 0;
    session.attach({ receive: () => undefined, close: () => late++ });
    expect(late).toBe(1);
  });
});

const tabs = (count: number, browser: string): { browser: string; session: Session; back: Recorder }[] =>
  Array.from({ length: count }, () => {
    const tab = {
      browser,
      session: new Session(
        "s",
        () => now,
        () => undefined,
      ),
      back: new Recorder(),
    };
    tab.session.open(tab.back, { polling: false });
    return tab;
  });

describe("several tabs of one browser", () => {
  test("take turns once they hold nearly all of its connections, and fewer keep theirs", () => {
    const many = tabs(5, "one");
    const few = tabs(4, "another");
    now = 249;
    shareConnections([...many, ...few]);
    expect(many.some(({ back }) => back.ended)).toBe(false);
    now = 250;
    shareConnections([...many, ...few]);
    expect(many.every(({ back }) => back.ended)).toBe(true);
    expect(few.some(({ back }) => back.ended)).toBe(false);
  });
});
