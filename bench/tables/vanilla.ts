/// <reference lib="dom" />
import type { Customer } from "@trunkline/domain/customer/record";
import { DRAWN, LIT, type Mount } from "./contender.ts";
import { moneyText } from "./ours.tsx";

const ROW = 32;

/** What is cloned: the product's own elements, so that each draws the same. */
interface Moulds {
  readonly shell: HTMLElement;
  readonly row: HTMLElement;
  readonly badges: ReadonlyMap<string, Element>;
}

/** Takes the moulds from a drawn table of the product. */
export function mouldsFrom(drawn: HTMLElement, rows: readonly Customer[]): Moulds {
  const shell = drawn.querySelector(".table")?.cloneNode(true) as HTMLElement;
  const made = [...shell.querySelectorAll<HTMLElement>(".table-body > .table-row")];
  const badges = new Map<string, Element>();
  for (const [place, row] of made.entries()) {
    const badge = row.querySelector(".badge");
    const status = rows[place]?.status;
    if (badge !== null && status !== undefined) badges.set(status, badge);
  }
  const [row] = made;
  if (row === undefined) throw new Error("Nothing was drawn to take the moulds from");
  shell.querySelector(".table-body")?.replaceChildren();
  return { shell, row, badges };
}

interface Drawn {
  readonly element: HTMLElement;
  fill(row: Customer): void;
  pick(on: boolean): void;
  move(place: number): void;
}

const text = (element: Element | null | undefined, value: string) => {
  const node = element?.firstChild;
  if (node === null || node === undefined) element?.append(value);
  else if (node.nodeValue !== value) node.nodeValue = value;
};

/** The floor: the same table written by hand for exactly these changes, which touches nothing that stays. */
export function vanilla({ shell, row: mould, badges }: Moulds): Mount {
  const aRow = (): Drawn => {
    const element = mould.cloneNode(true) as HTMLElement;
    const cells = [...element.children];
    const box = cells[0]?.querySelector("input");
    const links = [2, 3, 4].map((cell) => cells[cell]?.querySelector("a"));
    const [number, login, full] = links;
    const amount = cells[9]?.querySelector("span");
    let called = "";
    let status = "";
    let href = "";
    return {
      element,
      fill(row) {
        const name = `Select ${row.name}`;
        if (name !== called) box?.setAttribute("aria-label", name);
        called = name;
        if (row.status !== status) cells[1]?.replaceChildren(badges.get(row.status)?.cloneNode(true) ?? "");
        status = row.status;
        const leads = `/customers/${row.number}`;
        if (leads !== href) for (const link of links) link?.setAttribute("href", leads);
        href = leads;
        text(number, String(row.number));
        text(login, row.login);
        text(full, row.name);
        text(cells[5], row.phones.join(", "));
        text(cells[6], row.emails.join(", "));
        text(cells[7], row.city);
        amount?.classList.toggle("negative", row.balance < 0);
        text(amount, moneyText(row.balance));
      },
      pick(on) {
        if (box instanceof HTMLInputElement) box.checked = on;
        element.setAttribute("aria-selected", String(on));
      },
      move(place) {
        element.style.translate = `0 ${place * ROW}px`;
        element.setAttribute("aria-rowindex", String(place + 2));
      },
    };
  };

  return (host, rows) => {
    const table = shell.cloneNode(true) as HTMLElement;
    const body = table.querySelector<HTMLElement>(".table-body");
    const everybody = table.querySelector<HTMLInputElement>(".table-head input");
    if (body === null) throw new Error("The mould has no body");
    let drawn: Drawn[] = [];
    let ids: string[] = [];
    let picked = "";
    // Some of the rows are selected, or none.
    const tell = () => {
      if (everybody !== null) everybody.indeterminate = ids.includes(picked);
    };
    const fresh = (row: Customer, place: number): Drawn => {
      const one = aRow();
      one.fill(row);
      one.move(place);
      return one;
    };
    const all = (list: readonly Customer[]) => {
      ids = list.slice(0, DRAWN).map(({ id }) => id);
      drawn = list.slice(0, DRAWN).map(fresh);
      body.style.blockSize = `${list.length * ROW}px`;
      body.replaceChildren(...drawn.map(({ element }) => element));
      tell();
    };
    all(rows);
    host.append(table);
    return {
      replace: all,
      update(_rows, changed) {
        for (const row of changed) {
          const one = drawn[ids.indexOf(row.id)];
          one?.fill(row);
          one?.element.animate(...LIT);
        }
      },
      select(id) {
        picked = id;
        drawn[ids.indexOf(id)]?.pick(true);
        tell();
      },
      remove(list, id) {
        const at = ids.indexOf(id);
        drawn[at]?.element.remove();
        drawn.splice(at, 1);
        ids.splice(at, 1);
        const last = list[DRAWN - 1];
        if (last !== undefined) {
          const one = fresh(last, DRAWN - 1);
          drawn.push(one);
          ids.push(last.id);
          body.append(one.element);
        }
        for (let place = at; place < drawn.length; place += 1) drawn[place]?.move(place);
        body.style.blockSize = `${list.length * ROW}px`;
      },
      dispose: () => table.remove(),
    };
  };
}
