/// <reference lib="dom" />
import type { Customer } from "@trunkline/domain/customer/record";

/** One way to draw the same list. Each change is drawn when its call returns. */
export interface Contender {
  /** Other customers in the place of all. */
  replace(rows: readonly Customer[]): void;
  /** The list as a listener gives it, and which of its rows are not as they were: others than these are the same objects. */
  update(rows: readonly Customer[], changed: readonly Customer[]): void;
  select(id: string): void;
  /** The list without that row. */
  remove(rows: readonly Customer[], id: string): void;
  dispose(): void;
}

/** Draws the rows into the box. */
export type Mount = (host: HTMLElement, rows: readonly Customer[]) => Contender;

/** Rows that are drawn of a list, however long it is: what fits, and as many around it as the product's table draws. */
export const DRAWN = 40;

/** How what a colleague changed lights up. */
export const LIT = [
  [{ backgroundColor: "var(--lit)" }, {}],
  { duration: 1400, easing: "ease-out" },
] as const satisfies Parameters<Element["animate"]>;
