import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { people, sees, type People } from "./people.ts";

/* What only a browser that lays pages out can show of the table: the customers' list of an administrator. */

const stack = inject("stack");
let all: People;

beforeAll(async () => {
  all = await people(stack);
});
afterAll(async () => {
  await all.leave().finally(() => all[Symbol.asyncDispose]());
});

/** How far each heading stands from the cell of the first row below it, in pixels. */
const ASIDE = `[...document.querySelectorAll(".table-head > .table-row:first-child > *")].map((heading, place) =>
  heading.getBoundingClientRect().left
    - document.querySelector(".table-body > .table-row:not([aria-busy])").children[place].getBoundingClientRect().left)`;

/** The long Arabic name of the first row: how much of its beginning, at the right, is out of the box that cuts it. */
const CUT = `(() => {
  const link = document.querySelector(".table-body > .table-row:not([aria-busy]) a[dir]");
  link.firstChild.nodeValue = "محمد عبد الرحمن بن عبد العزيز الشتيوي القاهري الكبير الأول بن عبد الله";
  const range = document.createRange();
  range.setStart(link.firstChild, 0);
  range.setEnd(link.firstChild, 4);
  return [link.scrollWidth > link.clientWidth,
    range.getBoundingClientRect().right <= link.getBoundingClientRect().right + 1];
})()`;

/** Texts in sight that go on past the column that they stand in, and whether one of them ends in dots. */
const PAST = `(() => {
  const past = [...document.querySelectorAll(".table-body > .table-row:not([aria-busy]) > .cell")].flatMap((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return range.getBoundingClientRect().width > cell.clientWidth ? [getComputedStyle(cell).overflowX] : [];
  });
  return { cut: past.includes("hidden"), uncut: past.filter((overflow) => overflow !== "hidden").length };
})()`;

test("of texts of every length and script, none goes on past its column, at whatever width", async () => {
  const { page } = await all.operator("admin", { width: 1000 });
  await sees(page.locator(".table-body > .table-row a").first());
  expect(await page.evaluate(PAST)).toEqual({ cut: true, uncut: 0 });
  for (const title of ["Status", "ID", "Portal login", "Full name", "Phone number", "Account balance"]) {
    await page.getByRole("separator", { name: `Width of ${title}` }).focus();
    await page.keyboard.press("Home");
  }
  expect(await page.evaluate(PAST)).toEqual({ cut: true, uncut: 0 });
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  await page.getByRole("button", { name: "Reset columns" }).click();
});

test("headings stand above their columns, names from right to left keep their beginning, paper gets the rows", async () => {
  const { page } = await all.operator("admin", { width: 1000 });
  await sees(page.locator(".table-body > .table-row a").first());
  await page.getByRole("separator", { name: "Width of Full name" }).focus();
  await page.keyboard.press("Home");
  const aside = await page.evaluate<number[]>(ASIDE);
  expect(aside.map(Math.round)).toEqual(aside.map(() => 0));
  expect(await page.evaluate(CUT)).toEqual([true, true]);

  await page.emulateMedia({ media: "print" });
  const printed = page.locator(".table-body > .table-row:not([aria-busy])");
  const [first, second] = [await printed.first().boundingBox(), await printed.nth(1).boundingBox()];
  expect(second?.y).toBeGreaterThanOrEqual((first?.y ?? 0) + (first?.height ?? Number.NaN) - 1);
  const content = `getComputedStyle(document.querySelector(".table"), "::after").content`;
  expect(await page.evaluate<string>(content)).toMatch(/Rows printed/);
  const hidden = page.locator(".table .pick:visible, .table .grip:visible, .list-bar:visible");
  expect(await hidden.count()).toBe(0);
  await page.emulateMedia({ media: "screen" });
});

/** Where the box and the name of the first row stand in the table, from the side where its lines begin. */
const BEGIN = `(() => {
  const scroller = document.querySelector(".table-scroll").getBoundingClientRect();
  const rtl = document.documentElement.dir === "rtl";
  return [".pick", ".pin"].map((name) => {
    const cell = document.querySelector(".table-body > .table-row:not([aria-busy]) > " + name).getBoundingClientRect();
    return Math.round(rtl ? scroller.right - cell.right : cell.left - scroller.left);
  });
})()`;
const scrolledBy = (pixels: number) =>
  `new Promise((done) => {
    document.querySelector(".table-scroll").scrollLeft = ${pixels};
    requestAnimationFrame(() => requestAnimationFrame(done));
  })`;

test("who a row is stays in sight however far the table is scrolled sideways, from right to left too", async () => {
  const { page } = await all.operator("admin", { width: 800 });
  await sees(page.locator(".table-body > .table-row a").first());
  for (const [dir, way] of [
    ["ltr", 1],
    ["rtl", -1],
  ] as const) {
    await page.evaluate(`document.documentElement.dir = "${dir}"`);
    await page.evaluate(scrolledBy(way * 700));
    expect(await page.evaluate(BEGIN)).toEqual([0, 40]);
    await page.evaluate(scrolledBy(0));
    expect(await page.evaluate(BEGIN)).not.toEqual([0, 40]);
  }
  await page.evaluate(`document.documentElement.dir = "ltr"`);
});

test("on a phone the name alone stays in sight, and no line of the columns to choose lies over another", async () => {
  const { page } = await all.operator("admin", { width: 360 });
  await sees(page.locator(".table-body > .table-row a").first());
  await page.evaluate(scrolledBy(500));
  expect((await page.evaluate<number[]>(BEGIN))[1]).toBe(0);
  await page.getByRole("button", { name: "Columns" }).click();
  await sees(page.locator(".chooser-line").first());
  const over = `[...document.querySelectorAll(".chooser-line")].filter((line) =>
    [...line.children].some((part) => part.offsetHeight > line.offsetHeight)).length`;
  expect(await page.evaluate(over)).toBe(0);
});
