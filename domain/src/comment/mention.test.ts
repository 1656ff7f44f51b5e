import { describe, expect, test } from "vitest";
import type { AdminId } from "../ids/ids.ts";
import { handleOf, mentionsIn, mentionSpans, offerMentions, type Mentionable } from "./mention.ts";

const person = (id: string, name: string, login = id): Mentionable => ({ id: id as AdminId, name, login });
const people = [
  person("eva", "Eva Dvořák"),
  person("ev", "Eva", "eva2"),
  person("tom", "Tom Okafor"),
  person("jan1", "Jan Novák"),
  person("jan2", "Jan Novák"),
  person("li", "李小龙"),
];

describe("who is named", () => {
  test.each([
    ["@Eva Dvořák, please", ["eva"]],
    ["@Eva please", ["ev"]],
    ["@eva dvořák and @TOM OKAFOR", ["eva", "tom"]],
    ["@tom @Tom Okafor", ["tom"]],
    ["请 @李小龙 看", ["li"]],
    ["(@tom)", ["tom"]],
    ["mail tom@tom.cz", []],
    ["@Evander @tomas @", []],
    ["@Jan Novák", []],
    ["@jan2", ["jan2"]],
  ])("%s", (text, expected) => {
    expect(mentionsIn(text, people)).toEqual(expected);
  });

  test("a span holds the @ and the whole name", () => {
    expect(mentionSpans("Ask @Tom Okafor.", people)).toEqual([{ start: 4, end: 15, id: "tom" }]);
  });

  test("people who share a name are told apart by their login", () => {
    expect(people.map((one) => handleOf(one, people))).toEqual([
      "Eva Dvořák",
      "Eva",
      "Tom Okafor",
      "jan1",
      "jan2",
      "李小龙",
    ]);
  });
});

describe("whom to offer", () => {
  const offered = (text: string, caret = text.length) =>
    offerMentions(text, caret, people)?.people.map(({ id }) => id);
  test("everybody after the @, then who fits what is typed, in any spelling", () => {
    expect(offered("@")).toHaveLength(6);
    expect(offered("Hi @dvorak")).toEqual(["eva"]);
    expect(offered("@tom ok")).toEqual(["tom"]);
    expect(offered("@novak")).toEqual(["jan1", "jan2"]);
    expect(offered("@to and more", 3)).toEqual(["tom"]);
  });

  test("nobody where no name is being typed", () => {
    for (const text of [
      "",
      "no at",
      "mail@to",
      "@ tom",
      "@nobody",
      "@Tom Okafor",
      "@Tom Okafor ",
      "@Tom Okafor please",
      "@tom\nx",
    ])
      expect([text, offered(text)]).toEqual([text, undefined]);
  });
});
