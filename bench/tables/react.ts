/// <reference lib="dom" />
import { createElement, memo, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import type { Customer } from "@trunkline/domain/customer/record";
import { CUSTOMER_STATUSES } from "@trunkline/domain/customer/status";
import { DRAWN, LIT, type Mount } from "./contender.ts";
import { moneyText } from "./ours.tsx";

const ROW = 32;

const NAMES: Readonly<Record<string, string>> = { class: "className", tabindex: "tabIndex" };
const camel = (name: string) =>
  /^(aria|data)-/.test(name)
    ? name
    : name.replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());

/** An element as React is told it, so that it draws the product's own. */
function told(node: Node, key: string): ReactNode {
  if (node instanceof Text) return node.data;
  if (!(node instanceof Element)) return null;
  const attributes = [...node.attributes]
    .filter(({ name }) => name !== "style")
    .map(({ name, value }) => [NAMES[name] ?? camel(name), value]);
  return createElement(
    node.localName,
    { ...Object.fromEntries(attributes), key },
    ...[...node.childNodes].map((child, index) => told(child, String(index))),
  );
}

const link = (row: Customer, content: ReactNode, dir?: "auto") =>
  createElement("a", { href: `/customers/${row.number}`, tabIndex: -1, dir }, content);

/** The same table in React 19 as people write it with care: rows that stay are memoized, only those in sight are drawn. */
export function react(drawn: HTMLElement, of: readonly Customer[]): Mount {
  const badges = new Map<string, ReactNode>();
  for (const status of CUSTOMER_STATUSES) {
    const place = of.findIndex((row) => row.status === status);
    const badge = drawn.querySelectorAll(".table-body > .table-row")[place]?.querySelector(".badge");
    if (badge !== null && badge !== undefined) badges.set(status, told(badge, status));
  }
  const head = drawn.querySelector(".table-head");
  const heading = head === null ? null : told(head, "head");
  const scroller = drawn.querySelector<HTMLElement>(".table-scroll");
  const tracks = {
    "--tracks": scroller?.style.getPropertyValue("--tracks"),
    "--asked": scroller?.style.getPropertyValue("--asked"),
  };
  const looks = [...(drawn.querySelector(".table-body > .table-row")?.children ?? [])].map((one) => ({
    className: one.className,
    dir: one.getAttribute("dir") ?? undefined,
  }));
  const cell = (index: number, content: ReactNode) =>
    createElement("div", { key: index, ...looks[index], role: "gridcell" }, content);

  const Row = memo(
    ({
      row,
      place,
      picked,
    }: {
      readonly row: Customer;
      readonly place: number;
      readonly picked: boolean;
    }) => {
      const element = useRef<HTMLDivElement>(null);
      const mark = useRef(row.lastActivity);
      useLayoutEffect(() => {
        if (mark.current !== row.lastActivity) element.current?.animate(...LIT);
        mark.current = row.lastActivity;
      }, [row.lastActivity]);
      return createElement(
        "div",
        {
          ref: element,
          className: "table-row",
          role: "row",
          "aria-rowindex": place + 2,
          "aria-selected": picked,
          style: { translate: `0 ${place * ROW}px` },
        },
        createElement(
          "div",
          { className: "cell pick", role: "gridcell" },
          createElement(
            "label",
            { className: "check" },
            createElement("input", {
              type: "checkbox",
              "aria-label": `Select ${row.name}`,
              checked: picked,
              readOnly: true,
            }),
          ),
        ),
        cell(1, badges.get(row.status)),
        cell(2, link(row, row.number)),
        cell(3, link(row, row.login)),
        cell(4, link(row, row.name, "auto")),
        cell(5, row.phones.join(", ")),
        cell(6, row.emails.join(", ")),
        cell(7, row.city),
        cell(8, null),
        cell(
          9,
          createElement("span", { className: row.balance < 0 ? "negative" : "" }, moneyText(row.balance)),
        ),
      );
    },
  );

  return (host, start) => {
    let change: (rows: readonly Customer[], picked: ReadonlySet<string>) => void = () => undefined;
    let rows = start;
    let picked: ReadonlySet<string> = new Set();
    const Table = () => {
      const [state, setState] = useState({ rows, picked });
      change = (next, ids) => setState({ rows: next, picked: ids });
      const some = state.rows.some(({ id }) => state.picked.has(id));
      useLayoutEffect(() => {
        const everybody = host.querySelector<HTMLInputElement>(".table-head input");
        if (everybody !== null) everybody.indeterminate = some;
      }, [some]);
      return createElement(
        "div",
        { className: "table" },
        createElement(
          "div",
          { className: "table-scroll", role: "grid", style: tracks },
          heading,
          createElement(
            "div",
            { className: "table-body", role: "rowgroup", style: { blockSize: state.rows.length * ROW } },
            state.rows
              .slice(0, DRAWN)
              .map((row, place) =>
                createElement(Row, { key: row.id, row, place, picked: state.picked.has(row.id) }),
              ),
          ),
        ),
      );
    };
    const root = createRoot(host);
    flushSync(() => root.render(createElement(Table)));
    const take = (next: readonly Customer[]) => {
      rows = next;
      flushSync(() => change(rows, picked));
    };
    return {
      replace: take,
      update: take,
      remove: take,
      select(id) {
        picked = new Set([id]);
        flushSync(() => change(rows, picked));
      },
      dispose: () => root.unmount(),
    };
  };
}
