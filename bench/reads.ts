import { setTimeout as wait } from "node:timers/promises";
import { customerPage } from "../tests/browser/customer-page.ts";
import { loginOf, people, sees, signIn } from "../tests/browser/people.ts";
import { startStack } from "../tests/stack/stack.ts";
import type { Row } from "./table.ts";

const CARD = 12;
/**
 * Left out of the gated counts and printed beside them: presence, which goal P7 leaves out too, and the session that
 * the rules look at once for each request.
 */
const BESIDE = ["presence", "sessions"];

interface Reads {
  readonly documents: number;
  readonly beside: number;
}

/** Documents read per screen, as production would bill them, and calls of functions (quality-goals P7, P15). */
export async function run(): Promise<readonly Row[]> {
  const stack = await startStack();
  const all = await people(stack.addresses);
  try {
    const counters = `http://127.0.0.1:${stack.addresses.ports.firestore}/local/v1/counters`;
    const olga = await all.visitor("admin");
    const { page } = olga;
    let calls = 0;
    /** Reads that an act causes, counted until nothing more comes. */
    const reads = async (act: () => Promise<void>): Promise<Reads> => {
      await settled(counters);
      await fetch(`${counters}:reset`, { method: "POST" });
      await act();
      return settled(counters);
    };
    const list = page.getByRole("link", { name: "List", exact: true }).first();
    const rows = page.getByRole("grid", { name: "Customers" });
    const openCard = async (number: number) => {
      await page
        .getByRole("grid")
        .getByRole("link", { name: String(number), exact: true })
        .click();
      return customerPage(olga, number);
    };

    // The frame's own documents (session, names, settings) are read once for a session, whatever page is first.
    await page.goto(`${stack.addresses.admin}/nowhere`);
    await signIn(page, loginOf(stack.addresses, "admin"));
    await sees(page.getByRole("heading", { name: "Page not found" }));
    page.on("request", (request) => {
      if (new URL(request.url()).pathname.startsWith("/api/")) calls += 1;
    });
    const listed = await reads(async () => {
      await page
        .getByRole("link", { name: "List", exact: true })
        .or(page.getByRole("link", { name: "Customers" }))
        .first()
        .click();
      await sees(rows.getByRole("row").nth(5));
    });
    const known = Number(await rows.getAttribute("aria-rowcount")) - 1;

    const opened = await reads(async () => void (await openCard(5)));
    const shown =
      (await page.locator(".comment").count()) +
      (await page.getByRole("list", { name: "Activity" }).getByRole("listitem").count());
    const reopened = await reads(async () => {
      await list.click();
      await sees(rows.getByRole("row").nth(5));
      await openCard(5);
    });
    const card = await customerPage(olga, 5);
    const edited = await reads(async () => {
      await card.field("Street").fill("Measured 1");
      await card.save();
      await sees(page.getByRole("button", { name: "Save", exact: true, disabled: true }));
    });
    const commented = await reads(async () => {
      await card.comment("Measured.");
      await sees(card.comments("Measured."));
    });
    const value = ({ documents, beside }: Reads) => `${documents} reads (+ ${beside})`;
    const row = (name: string, counted: Reads, most: number, goal: string): Row => ({
      name,
      value: value(counted),
      goal: `${goal} (+ presence and the rules' look at the session)`,
      pass: counted.documents <= most,
    });
    return [
      row("customer list", listed, known + 2, `≤ ${known} rows + 2`),
      row("customer page", opened, CARD + shown, `≤ ${CARD} + ${shown} rows shown`),
      row("list and page again in the session", reopened, 0, "0"),
      { name: "saving one field", value: value(edited), goal: "for colour", pass: null },
      {
        name: "adding a comment",
        value: value(commented),
        goal: "for colour, with what triggers read",
        pass: null,
      },
      { name: "functions called by all of it", value: String(calls), goal: "0", pass: calls === 0 },
    ];
  } finally {
    await all[Symbol.asyncDispose]();
    await stack.stop();
  }
}

/** The reads counted so far, once two looks at them agree. */
async function settled(counters: string): Promise<Reads> {
  let before = -1;
  for (;;) {
    const { total, collections } = (await (await fetch(counters)).json()) as {
      total: { reads: number };
      collections: Readonly<Record<string, { readonly reads: number }>>;
    };
    if (total.reads === before) {
      const beside = BESIDE.reduce((sum, name) => sum + (collections[name]?.reads ?? 0), 0);
      return { documents: before - beside, beside };
    }
    before = total.reads;
    await wait(1000);
  }
}
