import { expect, test } from "vitest";
import {
  addLink,
  addTable,
  clearFormat,
  difference,
  toggleList,
  toggleMark,
  type Selected,
} from "./format.ts";

/** `a ⟦b⟧ c`: what stands between the brackets is selected. */
function read(shown: string): Selected {
  const start = shown.indexOf("⟦");
  const end = shown.indexOf("⟧") - 1;
  return { text: shown.replace(/[⟦⟧]/g, ""), start, end };
}
const show = ({ text, start, end }: Selected) =>
  `${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)}`;

test.each([
  ["call ⟦him⟧ now", "**", "call **⟦him⟧** now"],
  ["call **⟦him⟧** now", "**", "call ⟦him⟧ now"],
  ["call **⟦him⟧** now", "*", "call ***⟦him⟧*** now"],
  ["call⟦ him ⟧now", "*", "call *⟦him⟧* now"],
  ["⟦⟧", "__", "__⟦⟧__"],
] as const)("%s with %s is %s", (before, mark, after) => {
  expect(show(toggleMark(read(before), mark))).toBe(after);
});

test("lines become a list and lines again", () => {
  const list = toggleList(read("a\n⟦b\nc⟧\nd"), false);
  expect(list.text).toBe("a\n- b\n- c\nd");
  expect(toggleList(read("a\n⟦- b\n- c⟧"), true).text).toBe("a\n1. b\n2. c");
  expect(toggleList(read("⟦1. b\n2. c⟧"), true).text).toBe("b\nc");
});

test("a link is ready for what is missing: its address, or its text", () => {
  expect(show(addLink(read("see ⟦here⟧.")))).toBe("see [here](⟦https://⟧).");
  expect(show(addLink(read("⟦https://x.cz⟧")))).toBe("[⟦text⟧](https://x.cz)");
  expect(show(addLink(read("⟦⟧")))).toBe("[⟦text⟧](https://)");
});

test("a table stands on lines of its own", () => {
  expect(addTable(read("Fees⟦⟧ end")).text).toBe(
    "Fees\n\n| Column | Column |\n| --- | --- |\n|  |  |\n\n end",
  );
  expect(show(addTable(read("⟦⟧")))).toContain("| ⟦Column⟧ | Column |");
});

test("marks are taken away from what is selected, or from everything", () => {
  expect(show(clearFormat(read("**a** ⟦**b**⟧")))).toBe("**a** ⟦b⟧");
  expect(clearFormat(read("**a** *b*⟦⟧")).text).toBe("a b");
});

test("the smallest part that makes one text the other", () => {
  expect(difference("call him", "call **him")).toEqual([5, 5, "**"]);
  expect(difference("aaa", "aa")).toEqual([2, 3, ""]);
  expect(difference("same", "same")).toEqual([4, 4, ""]);
});
