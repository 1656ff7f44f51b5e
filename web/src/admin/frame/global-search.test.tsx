import { createSignal } from "solid-js";
import { screen, waitFor } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { hitOf } from "@trunkline/domain/search/hit";
import { lineOf, NO_FIELDS } from "@trunkline/domain/search/line";
import { parseQuery } from "@trunkline/domain/search/query";
import type { Customer } from "@trunkline/domain/customer/record";
import type { SearchAnswer, SearchPort, SearchState } from "../../data/ports.tsx";
import { aCustomer, aSession } from "../testing/builders.ts";
import { openDesk, type DeskOptions } from "../testing/desk.tsx";
import { GlobalSearch } from "./global-search.tsx";

const SEARCHER = aSession({ permissions: [...aSession().permissions, "customers.search"] });

/** The palette over an index that answers with these customers when the test says so. */
function openPalette(
  options: DeskOptions & { readonly found?: readonly Customer[]; readonly state?: SearchState } = {},
) {
  const { found = [], state = "ready", ...rest } = options;
  const loads: unknown[] = [];
  const [now, setNow] = createSignal<SearchState>(state);
  const [version, setVersion] = createSignal(0);
  const asked: { typed: string; answer: (customers?: readonly Customer[]) => void }[] = [];
  const search: SearchPort = {
    load: (partners) => void loads.push(partners),
    state: now,
    version,
    sift: () => Promise.reject(new Error("Not part of this test")),
    gone: () => undefined,
    find: (typed) =>
      new Promise<SearchAnswer>((resolve) => {
        const hit = (customer: Customer) => hitOf(lineOf(customer, NO_FIELDS), parseQuery(typed));
        asked.push({ typed, answer: (all = found) => resolve({ hits: all.map(hit), more: false }) });
      }),
  };
  const [open, setOpen] = createSignal(true);
  const Page = () => <GlobalSearch open={open()} onClose={() => setOpen(false)} onHelp={() => undefined} />;
  const desk = openDesk(Page, "/here", "/here", { session: SEARCHER, search, ...rest });
  return { ...desk, loads, asked, setNow, setVersion, setOpen };
}

const box = () => screen.getByRole("combobox");
const options = () => screen.queryAllByRole("option").map((option) => option.textContent);
const novak = aCustomer({ name: "Jan Novák", login: "jan", number: 17, city: "Praha", status: "blocked" });

test("opening the box brings the indexes of every partner in reach", () => {
  expect(openPalette().loads).toEqual([["p1", "p2"]]);
});

test("an administrator of one partner brings only that one's", () => {
  expect(openPalette({ session: { ...SEARCHER, partner: "p1" as "*" } }).loads).toEqual([["p1"]]);
});

test("a found customer shows name, login, ID, status and address, and what was found is marked", async () => {
  const { asked } = openPalette({ found: [novak] });
  await userEvent.type(box(), "novak praha");
  asked.at(-1)?.answer();
  await screen.findByText(/- 17\)/);
  expect(options()[0]).toBe("Jan Novák (jan - 17)PrahaBlocked");
  expect([...document.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual(["Novák", "Praha"]);
});

test("a name of another direction takes login and ID not along: they stand apart, and whole", async () => {
  const { asked } = openPalette({ found: [{ ...novak, name: "אבי לוי" }] });
  await userEvent.type(box(), "jan");
  asked.at(-1)?.answer();
  await screen.findByText(/- 17\)/);
  const isolated = [...(screen.getAllByRole("option")[0]?.querySelectorAll("bdi") ?? [])];
  expect(isolated.slice(0, 2).map((part) => part.textContent)).toEqual(["אבי לוי", " (jan - 17)"]);
});

test("a name that looks like a page's code is shown as text", async () => {
  const { asked } = openPalette({ found: [aCustomer({ name: "<img src=x onerror=alert(1)>" })] });
  await userEvent.type(box(), "img");
  asked.at(-1)?.answer();
  await screen.findByText(/onerror/);
  expect(document.querySelector("img")).toBeNull();
});

test("Enter pressed before the answer opens what the answer puts first", async () => {
  const { asked, history } = openPalette({ found: [novak] });
  await userEvent.type(box(), "nov{Enter}");
  expect(history.get()).toBe("/here");
  asked.at(-1)?.answer();
  await waitFor(() => expect(history.get()).toBe("/customers/17"));
});

test("arrows and Enter choose among customers, pages and actions", async () => {
  const { asked, history } = openPalette({ found: [novak] });
  await userEvent.type(box(), "a");
  asked.at(-1)?.answer();
  await screen.findByText(/- 17\)/);
  expect(options().map((text) => text?.slice(0, 9))).toEqual([
    "Jan Novák",
    "Add a cus",
    "Search cu",
    "Show all ",
  ]);
  await userEvent.keyboard("{ArrowDown}{Enter}");
  await waitFor(() => expect(history.get()).toBe("/customers/add"));
});

test("every page that the person may open is found by its name, and no other", async () => {
  const { history } = openPalette({
    session: aSession({ permissions: ["config.system.view", "administration.logs"] }),
  });
  await userEvent.type(box(), "c");
  expect(options()).toEqual([
    "Logs: changes of statuses",
    "Logs: planned changes",
    "Config / Main / Maps",
    "Config / Portal / Additional attributes in profile",
    "Config / System / Labels",
    "Config / System / Additional fields",
    "My profile: security",
  ]);
  await userEvent.type(box(), "onfig / system / lab{Enter}");
  await waitFor(() => expect(history.get()).toBe("/config/labels"));
});

test("an older answer never replaces a newer one", async () => {
  const { asked } = openPalette();
  await userEvent.type(box(), "ab");
  asked[1]?.answer([aCustomer({ name: "Right", number: 2 })]);
  await screen.findByText(/Right/);
  asked[0]?.answer([aCustomer({ name: "Wrong", number: 1 })]);
  await Promise.resolve();
  expect(screen.queryByText(/Wrong/)).toBeNull();
});

test("a customer changed by a colleague is found by his new name without typing again", async () => {
  const { asked, setVersion } = openPalette();
  await userEvent.type(box(), "zz");
  asked.at(-1)?.answer([]);
  expect(await screen.findByText("No customer, page or action has “zz”.")).toBeTruthy();
  setVersion(1);
  asked.at(-1)?.answer([aCustomer({ name: "Zzz Fresh", number: 3 })]);
  expect(await screen.findByText(/Fresh/)).toBeTruthy();
});

test("an answer that is the same again touches nothing on the screen", async () => {
  const { asked, setVersion } = openPalette({ found: [novak] });
  await userEvent.type(box(), "no");
  asked.at(-1)?.answer();
  await screen.findByText(/- 17\)/);
  let changes = 0;
  const watch = new MutationObserver((list) => (changes += list.length));
  watch.observe(screen.getByRole("listbox"), { subtree: true, childList: true, characterData: true });
  setVersion(1);
  asked.at(-1)?.answer([{ ...novak }, aCustomer({ name: "Nova", number: 18 })]);
  await screen.findByText(/- 18\)/);
  const added = changes;
  setVersion(2);
  asked.at(-1)?.answer([{ ...novak }, aCustomer({ name: "Nova", number: 18 })]);
  await Promise.resolve();
  await Promise.resolve();
  expect([asked.length, changes - added, document.querySelectorAll("[role=option]").length]).toEqual([
    4, 0, 2,
  ]);
});

test("14 §4.2: @ lists what can be looked among; chosen, it begins the query", async () => {
  const { asked } = openPalette({ found: [novak] });
  await userEvent.type(box(), "@");
  expect(options()).toEqual(["@customers:", "@comments:", "@pages:"]);
  expect(asked).toEqual([]);
  await userEvent.type(box(), "cu{Enter}");
  expect((box() as HTMLInputElement).value).toBe("@customers: ");
  await userEvent.type(box(), "nov");
  expect(asked.at(-1)?.typed).toBe("nov");
  asked.at(-1)?.answer();
  await waitFor(() => expect(options()).toHaveLength(1));
  const before = asked.length;
  await userEvent.clear(box());
  await userEvent.type(box(), "@pages: add");
  expect([options(), asked.length]).toEqual([["Add a customerN"], before]);
  // The end of an e-mail address is nothing to look among.
  await userEvent.clear(box());
  await userEvent.type(box(), "@example.net");
  expect(asked.at(-1)?.typed).toBe("@example.net");
});

test("14 §4.2: comments are looked through by the list, for whoever may open every customer", async () => {
  const { asked, history, unmount } = openPalette();
  await userEvent.type(box(), "owes a router");
  asked.at(-1)?.answer([]);
  await waitFor(() => expect(options()).toEqual(["Customers with “owes a router” in a comment"]));
  // It is another place to look, and no hit.
  expect(screen.getByRole("status").textContent).toBe("No customer, page or action has “owes a router”.");
  const before = asked.length;
  await userEvent.clear(box());
  await userEvent.type(box(), "@comments: Call & wait{Enter}");
  await waitFor(() => expect(history.get()).toBe("/customers?comment=Call+%26+wait"));
  expect(asked.slice(before).map(({ typed }) => typed)).toEqual([]);
  unmount();
  openPalette({ session: { ...SEARCHER, permissions: ["customers.search", "customers.view.own"] } });
  await userEvent.type(box(), "@comments: owes");
  expect(options()).toEqual([]);
});

test("14 example 12: `@customers: #6` looks among customers alone", async () => {
  const { asked } = openPalette();
  await userEvent.type(box(), "@customers: #6");
  expect(asked.at(-1)?.typed).toBe("#6");
  asked.at(-1)?.answer([aCustomer({ number: 6, name: "Six" })]);
  await screen.findByText(/Six/);
  expect(options()).toHaveLength(1);
});

test("while customers load the box says so, and an ID opens its customer all the same", async () => {
  const { setNow, asked, history } = openPalette({ state: "loading" });
  expect(screen.getByText(/being loaded/)).toBeTruthy();
  await userEvent.type(box(), "17");
  expect(asked).toEqual([]);
  expect(options()[0]).toBe("Customer #17");
  setNow("ready");
  expect(asked.map(({ typed }) => typed)).toEqual(["17"]);
  asked[0]?.answer([novak]);
  await screen.findByText(/Jan Novák/);
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(history.get()).toBe("/customers/17"));
});

test("offline the box says how old the answers are, or that there are none yet", () => {
  const { send, setNow } = openPalette();
  send.connection("offline");
  expect(screen.getByText(/as last known/)).toBeTruthy();
  setNow("loading");
  expect(screen.getByText(/were not loaded before/)).toBeTruthy();
});

test("without the permission nothing is loaded and the box says why", async () => {
  const { loads, asked } = openPalette({ session: aSession() });
  await userEvent.type(box(), "nov");
  expect([loads, asked]).toEqual([[], []]);
  expect(screen.getByText(/may not search customers/)).toBeTruthy();
});

test("an index that cannot be read is told, and tried again when the box is opened again", () => {
  const { loads, setOpen } = openPalette({ state: "failed" });
  expect(screen.getByText(/cannot be searched now/)).toBeTruthy();
  setOpen(false);
  setOpen(true);
  expect(loads).toHaveLength(2);
});
