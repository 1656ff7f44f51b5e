import type { Page } from "playwright-core";
import { openCustomer, type CustomerPage } from "../tests/browser/customer-page.ts";
import { customerPathOf, people, sees, type Person } from "../tests/browser/people.ts";
import { startStack } from "../tests/stack/stack.ts";
import { serveBarePage } from "./bare/serve.ts";
import { countersAt, type Counted } from "./counters.ts";
import { median } from "./numbers.ts";
import type { Row } from "./table.ts";

const ROUNDS = 15;
const WARM = 4;
const [OURS, BARE] = [17, 18];
const FIELDS = ["Street", "City", "ZIP code"];
/** A record and the entry that tells of it. */
const TOLD = 2;

/**
 * What working on a customer costs: an own comment against the local echo of a bare page, in frames (quality-goals P6),
 * what each Save reads and writes, and the calls of functions in list, page, edit, comment and search (P15): none.
 */
export async function run(): Promise<readonly Row[]> {
  const stack = await startStack();
  const site = await serveBarePage();
  const all = await people(stack.addresses);
  try {
    const olga = await all.operator("admin");
    const counters = countersAt(stack.addresses.ports.firestore);
    let calls = 0;
    olga.page.on("request", (request) => {
      if (new URL(request.url()).pathname.startsWith("/api/")) calls += 1;
    });
    const bare = await all.browser.newPage();
    // Kept on the device and written with an entry beside it, as ours: the local snapshot comes after both.
    await bare.goto(
      `${site.origin}?project=${stack.addresses.project}&port=${stack.addresses.ports.firestore}&kept`,
    );
    const path = customerPathOf(stack.addresses, BARE);
    await bare.evaluate(`bare.list(${JSON.stringify(`${path}/comments`)})`);

    const card = await openCustomer(olga, OURS);
    const ours: number[] = [];
    const floor: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const first = await ownComment(card, `Frames ${round}`);
      const second = await bareComment(bare, path, `Frames ${round}`);
      if (round < WARM) continue;
      ours.push(first);
      floor.push(second);
    }
    const saves: (readonly [string, Counted])[] = [];
    for (const field of FIELDS) {
      saves.push([
        field,
        await counters.of(async () => {
          await card.field(field).fill(`${field} 4711`);
          await card.save();
          await sees(card.page.getByRole("button", { name: "Save", exact: true, disabled: true }));
        }),
      ]);
    }
    await findAndOpen(olga, 21);
    await card.page.getByRole("link", { name: "List", exact: true }).first().click();
    await sees(card.page.getByRole("grid", { name: "Customers" }).getByRole("row").nth(2));

    const later = median(ours) - median(floor);
    return [
      { name: "own comment, click to paint", value: frames(median(ours)), goal: "for colour", pass: null },
      { name: "bare page, write to paint", value: frames(median(floor)), goal: "for colour", pass: null },
      { name: "later than the local snapshot", value: frames(later), goal: "≤ 1 frame", pass: later <= 1 },
      ...saves.map(([field, counted]) => saved(field, counted)),
      {
        name: "functions called by list, page, edit, comment and search",
        value: String(calls),
        goal: "0",
        pass: calls === 0,
      },
    ];
  } finally {
    await all[Symbol.asyncDispose]();
    await site.close();
    await stack.stop();
  }
}

function saved(field: string, { total, collections }: Counted): Row {
  const own = (collections["customers"]?.writes ?? 0) + (collections["customers/*/activity"]?.writes ?? 0);
  const presence = collections["presence"]?.writes ?? 0;
  return {
    name: `saving ${field}`,
    value: `${own} written + ${total.writes - own - presence} by triggers; ${total.reads} read in all`,
    goal: `${TOLD}: the record and what tells of it`,
    pass: own === TOLD,
  };
}

async function findAndOpen({ page }: Person, number: number): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Customer, page or action" }).fill(`#${number}`);
  await sees(page.getByRole("listbox", { name: "Results" }).getByRole("option"));
  await page.keyboard.press("Enter");
  await sees(page.getByRole("heading", { level: 1, name: new RegExp(` - ${number}\\)$`) }));
}

/** Frames from the press of Add to the one that shows the comment. */
async function ownComment(card: CustomerPage, text: string): Promise<number> {
  const { page } = card;
  await page.getByRole("button", { name: "Add a comment or to-do" }).click();
  await page.getByRole("textbox", { name: "Comment", exact: true }).fill(text);
  return page.evaluate<number>(`new Promise((resolve) => {
    const shown = () => [...document.querySelectorAll(".comment")].some((one) => one.textContent.includes(${JSON.stringify(text)}));
    let frames = 0;
    const look = () => { frames += 1; if (shown()) resolve(frames); else requestAnimationFrame(look); };
    [...document.querySelectorAll("button")].find((one) => one.textContent.trim() === "Add").click();
    requestAnimationFrame(look);
  })`);
}

/** Frames from a bare write of the same documents to the one that shows its local snapshot. */
async function bareComment(page: Page, customer: string, text: string): Promise<number> {
  const [into, entries] = [`${customer}/comments`, `${customer}/activity`].map((path) =>
    JSON.stringify(path),
  );
  return page.evaluate<number>(`new Promise((resolve) => {
    let frames = 0;
    const look = () => {
      frames += 1;
      if (document.querySelector("ul").textContent.includes(${JSON.stringify(text)})) resolve(frames);
      else requestAnimationFrame(look);
    };
    bare.add(${into}, ${entries}, ${JSON.stringify(text)});
    requestAnimationFrame(look);
  })`);
}

const frames = (count: number): string => `${count} ${count === 1 ? "frame" : "frames"}`;
