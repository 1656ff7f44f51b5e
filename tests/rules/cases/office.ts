import type { Case } from "../attempt.ts";
import { getting } from "../attempt.ts";
import { readerMay } from "./reader.ts";
import { twins } from "./twins.ts";

/** Logs and settings: what of them is for administrators of one partner, and what for those of all. */
export const OFFICE_CASES: readonly Case[] = [
  ...twins(
    "reader",
    [["a line of the log of his partner", getting("operations/o1"), readerMay(["administration.logs"], "A")]],
    [
      [
        "a line of the log of another partner",
        getting("operations/o1"),
        readerMay(["administration.logs"], "B"),
      ],
    ],
  ),
  ...twins(
    "reader",
    [
      [
        "what is being taken off all partners' records",
        getting("removals/old"),
        readerMay(["config.system.view"]),
      ],
    ],
    [
      [
        "what is being taken off all partners' records, bound to one of them",
        getting("removals/old"),
        readerMay(["config.system.view"], "A"),
      ],
    ],
  ),
];
