import { fireEvent, render, screen, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { unzipSync, strFromU8 } from "fflate";
import type { Directory } from "@trunkline/domain/config/directory";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { aField } from "@trunkline/domain/testing/builders";
import { beforeAll, expect, test, vi } from "vitest";
import type { Caller } from "../../../data/calls.ts";
import type { Workspace } from "../../workspace.tsx";
import { DIRECTORY, GENERAL, aCustomer, aSession } from "../../testing/builders.ts";
import { openDesk } from "../../testing/desk.tsx";
import CustomerList from "../list.tsx";
import { ExportDialog, whatGoesOut } from "./export-dialog.tsx";
import { textOf } from "../../export/cell.ts";
import { deliver } from "../../export/deliver.ts";
import { cellOf } from "./values.ts";
import { xlsxOf } from "../../export/xlsx/xlsx.ts";

beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 640 });
  Element.prototype.scrollTo = () => undefined;
});

const columns = [
  { id: "number", title: "ID" },
  { id: "name", title: "Full name" },
  { id: "labelIds", title: "Labels" },
  { id: "balance", title: "Account balance" },
];

/** What the workspace of the tests calls things. */
const NAMES = {
  directory: DIRECTORY as Directory,
  decimals: 2,
  fields: [],
  timeZone: "Europe/Oslo",
  person: (id: string) => (id === "eva" ? "Eva Dvořák" : "Unknown"),
};

function open(call: Caller, ids?: readonly CustomerId[]) {
  const saved: { name: string; content: Blob }[] = [];
  const workspace = {
    directory: () => DIRECTORY as Directory,
    general: () => GENERAL,
    fields: () => [],
  } as unknown as Workspace;
  render(() => (
    <ExportDialog
      open
      onClose={() => undefined}
      workspace={workspace}
      call={call}
      filters={{ status: "blocked" }}
      ids={() => Promise.resolve(ids)}
      order="number"
      descending
      columns={columns}
      count="3 of 250 customers"
      matching={3}
      filtered
      save={(name, content) => saved.push({ name, content })}
    />
  ));
  return saved;
}
const row = (number: number, name: string) => ({
  id: `c${number}`,
  sortBy: number,
  // A deleted label is still on its way out of the record.
  values: [number, name, ["vip", "gone"], -1250],
});
const choose = async (user: ReturnType<typeof userEvent.setup>, format: string) => {
  await user.click(await screen.findByRole("button", { name: /^Format/ }));
  await user.click(await screen.findByRole("option", { name: format }));
};
const onePage = (async () => ({
  kind: "page",
  rows: [row(3, "Čeněk"), row(2, "=Bob"), row(1, "محمد")],
  next: null,
})) as unknown as Caller;

test("14 example 5: a technician sees no export icon, a manager does", () => {
  const rows = [aCustomer()];
  const first = openDesk(CustomerList, "/customers", "/customers", { rows });
  expect(screen.queryByRole("button", { name: "Export" })).toBeNull();
  first.unmount();
  const session = aSession({ permissions: ["customers.list", "customers.list.export"] });
  openDesk(CustomerList, "/customers", "/customers", { rows, session });
  expect(screen.getByRole("button", { name: "Export" })).toBeTruthy();
});

test("the file holds every page of what is filtered, each customer once, in the order and columns of the list", async () => {
  const user = userEvent.setup();
  const asked: unknown[] = [];
  const pages = [
    { kind: "page", rows: [row(1, "=Ann"), row(2, "Bob")], next: { at: 2, id: "c2" }, noted: "line" },
    { kind: "page", rows: [row(2, "Bob"), row(3, "Čeněk")], next: null, noted: "line" },
  ];
  const saved = open((async (_name: string, input: unknown) => {
    asked.push(input);
    return pages[asked.length - 1];
  }) as Caller);
  await choose(user, "CSV");
  await user.click(screen.getByRole("button", { name: "Export" }));
  await screen.findByText("3 customers saved to the file.");
  expect(asked).toMatchObject([
    {
      filters: { status: "blocked" },
      columns: ["number", "name", "labelIds", "balance"],
      after: null,
      noted: null,
    },
    { after: { at: 2, id: "c2" }, noted: "line" },
  ]);
  expect(saved.map(({ name }) => name)).toEqual(["customers.csv"]);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await saved[0]?.content.arrayBuffer());
  expect(text).toBe(
    "\uFEFFID,Full name,Labels,Account balance\r\n3,Čeněk,VIP,-12.50\r\n2,Bob,VIP,-12.50\r\n1,'=Ann,VIP,-12.50\r\n",
  );
});

test("14 §2.5: copied, it can be pasted into a sheet, where no cell is a formula", async () => {
  const user = userEvent.setup();
  open(onePage);
  await choose(user, "Copy");
  await user.click(screen.getByRole("button", { name: "Copy" }));
  await screen.findByText("3 customers copied, ready to be pasted into a sheet.");
  expect(await navigator.clipboard.readText()).toBe(
    "ID\tFull name\tLabels\tAccount balance\r\n3\tČeněk\tVIP\t-12.50\r\n2\t'=Bob\tVIP\t-12.50\r\n1\tمحمد\tVIP\t-12.50\r\n",
  );
});

test("a browser that wants a button pressed before it copies gets one, and what was read is not read again", async () => {
  const user = userEvent.setup();
  let calls = 0;
  const call = (async (...all: Parameters<Caller>) => {
    calls += 1;
    return onePage(...all);
  }) as Caller;
  open(call);
  await choose(user, "Copy");
  const write = vi
    .spyOn(navigator.clipboard, "writeText")
    .mockRejectedValueOnce(new Error("NotAllowedError"));
  await user.click(screen.getByRole("button", { name: "Copy" }));
  await screen.findByText("3 customers read. Press Copy once more to take them along.");
  await user.click(screen.getByRole("button", { name: "Copy" }));
  await screen.findByText("3 customers copied, ready to be pasted into a sheet.");
  expect([write.mock.calls.length, calls]).toEqual([2, 1]);
});

test("14 §2.5: printed, it is a table alone, in the installation's own way to write, and leaves nothing behind", async () => {
  const user = userEvent.setup();
  const printed: (string | undefined)[][] = [];
  vi.stubGlobal("print", () => {
    const rows = [...document.querySelectorAll(".print-sheet tr")];
    printed.push(...rows.map((line) => [...line.children].map((cell) => cell.textContent ?? undefined)));
  });
  open(onePage);
  await choose(user, "Print or PDF");
  await user.click(screen.getByRole("button", { name: "Print" }));
  await screen.findByText("3 customers sent to the print window.");
  expect(printed).toEqual([
    ["ID", "Full name", "Labels", "Account balance"],
    ["3", "Čeněk", "VIP", "-12.50 $"],
    ["2", "=Bob", "VIP", "-12.50 $"],
    ["1", "محمد", "VIP", "-12.50 $"],
  ]);
  fireEvent(window, new Event("afterprint"));
  expect(document.querySelector(".print-sheet")).toBeNull();
});

test("a long export can be cancelled, and then no file is saved", async () => {
  const user = userEvent.setup();
  const answer: { now(page: unknown): void } = { now: () => undefined };
  const saved = open((() => new Promise<unknown>((resolve) => (answer.now = resolve))) as Caller);
  await user.click(await screen.findByRole("button", { name: "Export" }));
  expect(screen.getByRole("status").textContent).toBe("0 customers read …");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Cancel" }));
  answer.now({ kind: "page", rows: [row(1, "Ann")], next: null });
  await Promise.resolve();
  expect(screen.getByRole("status").textContent).toBe("");
  expect(saved).toEqual([]);
});

test("who may not export any more is told so", async () => {
  const user = userEvent.setup();
  const saved = open((async () => ({ kind: "not-allowed" })) as Caller);
  await user.click(await screen.findByRole("button", { name: "Export" }));
  const said = await screen.findByText("You may not export this any more.");
  expect(said.matches(".field-error[role=status]")).toBe(true);
  expect(saved).toEqual([]);
});

test("a spreadsheet gets days as dates and IDs, numbers and money as numbers, but phones and ZIP codes as text", async () => {
  const fields = [aField({ name: "speed", type: "integer" })];
  const names = { ...NAMES, fields };
  const line = [
    cellOf("number", 17, names),
    cellOf("phones", ["+420777"], names),
    cellOf("zip", "01234", names),
    cellOf("dateAdded", "2026-03-01", names),
    cellOf("balance", -1250, names),
    cellOf("attr_speed", 300, names),
  ];
  const blob = await xlsxOf(["ID", "Phone", "ZIP", "Date", "Balance", "Speed"], [line], {
    decimals: 2,
    title: "Customers",
  });
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  const sheet = strFromU8(files["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
  const kinds = [...sheet.matchAll(/<c r="([A-F]2)"([^>]*)>(?:<is>)?<(?:v|t)[^>]*>([^<]*)/g)];
  expect(
    kinds.map(([, at, attributes, value]) => [at, /t="(s|inlineStr)"/.test(attributes ?? ""), value]),
  ).toEqual([
    ["A2", false, "17"],
    ["B2", true, expect.any(String)],
    ["C2", true, expect.any(String)],
    ["D2", false, "46082"],
    ["E2", false, "-12.5"],
    ["F2", false, "300"],
  ]);
  const strings = `${sheet}${strFromU8(files["xl/sharedStrings.xml"] ?? new Uint8Array())}`;
  for (const text of ["+420777", "01234"]) expect(strings).toContain(`>${text}<`);
});

test("who added a customer stands in a file by name, and when he was changed and seen as a moment of the provider", async () => {
  // Summer in Oslo: two hours before the clock of the world.
  const at = Date.UTC(2026, 6, 1, 22, 30);
  const line = [
    cellOf("addedBy", "eva", NAMES),
    cellOf("updatedAt", at, NAMES),
    cellOf("lastOnlineAt", null, NAMES),
  ];
  expect(line.map((cell) => textOf(cell, 2))).toEqual(["Eva Dvořák", "2026-07-02 00:30", ""]);
  const blob = await xlsxOf(["Added by", "Last update", "Last online"], [line], {
    decimals: 2,
    title: "Customers",
  });
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  const file = (name: string) =>
    new DOMParser().parseFromString(strFromU8(files[`xl/${name}.xml`] ?? new Uint8Array()), "text/xml");
  const cell = file("worksheets/sheet1").querySelector('c[r="B2"]');
  expect(Number(cell?.textContent)).toBeCloseTo(46205 + 30 / 1440, 6);
  const look = file("styles").querySelectorAll("cellXfs xf")[Number(cell?.getAttribute("s"))];
  const format = file("styles").querySelector(`numFmt[numFmtId="${look?.getAttribute("numFmtId")}"]`);
  expect(format?.getAttribute("formatCode")).toBe("yyyy-mm-dd hh:mm");
  const printed: string[] = [];
  vi.stubGlobal("print", () =>
    printed.push(...[...document.querySelectorAll(".print-sheet td")].map((told) => told.textContent ?? "")),
  );
  const sheet = { name: "x", title: "x", note: "", heads: ["", "", ""], lines: [line] };
  const general = { ...GENERAL, dateFormat: "DD.MM.YYYY" } as const;
  await deliver({ format: "print", delimiter: "," }, sheet, { general, save: () => undefined });
  expect(printed).toEqual(["Eva Dvořák", "02.07.2026 00:30", ""]);
  fireEvent(window, new Event("afterprint"));
});

test("columns are as wide as what stands in them, and too many digits for a number stay as they are", async () => {
  const names = { ...NAMES, fields: [aField({ name: "serial", type: "integer" })] };
  const serial = cellOf("attr_serial", 1234567890123456, names);
  expect(serial).toEqual({ kind: "text", text: "1234567890123456" });
  const lines = [[cellOf("number", 7, names), cellOf("name", "Ann of the long road", names), serial]];
  const blob = await xlsxOf(["ID", "Full name", "Serial"], lines, { decimals: 2, title: "Customers" });
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  const sheet = strFromU8(files["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
  expect([...sheet.matchAll(/<col [^>]*width="([\d.]+)"/g)].map(([, width]) => width)).toEqual([
    "8",
    "22",
    "18",
  ]);
});

test("what a spreadsheet would take for something else is written so that it reads what was there", async () => {
  const said = ['\u0001<b>&"', "_x0041_", "x".repeat(40_000), "1850-05-01"];
  const cells = said.map((text, at) =>
    at === 3 ? ({ kind: "day", day: text } as const) : ({ kind: "text", text } as const),
  );
  const heads = Array.from({ length: 28 }, (_, at) => `Head ${at}`);
  const blob = await xlsxOf(heads, [cells], {
    decimals: 2,
    title: "A/B: what is longer than a sheet's name may be",
  });
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  const file = (name: string) =>
    new DOMParser().parseFromString(strFromU8(files[`xl/${name}.xml`] ?? new Uint8Array()), "text/xml");
  const texts = [...file("sharedStrings").querySelectorAll("t")].map((text) => text.textContent);
  expect(texts.slice(0, 28)).toEqual(heads);
  expect(texts.slice(28)).toEqual(['<b>&"', "_x005F_x0041_", "x".repeat(32_767), "1850-05-01"]);
  expect(file("worksheets/sheet1").querySelector('c[r="AB1"] v')?.textContent).toBe("27");
  expect(file("workbook").querySelector("sheet")?.getAttribute("name")).toBe(
    "A B  what is longer than a shee",
  );
});

test("who takes a CSV or copies reads what an apostrophe means, and what becomes of phones", async () => {
  const user = userEvent.setup();
  open(onePage);
  expect(screen.queryByText(/apostrophe/)).toBeNull();
  await choose(user, "CSV");
  const told = await screen.findByText(/Excel \(XLSX\) has all of it unchanged/);
  expect(told.textContent).toContain("Phone numbers of a plus, digits and blanks stay as they are");
  expect(told.textContent).toContain("with brackets, dashes or dots they have the apostrophe too");
});

test.each([
  [13, true, "The 13 customers found by the filters, with the columns shown in the list."],
  [1, true, "The 1 customer found by the filters, with the columns shown in the list."],
  [undefined, true, "All customers found by the filters, with the columns shown in the list."],
  [1250, false, "All 1,250 customers, with the columns shown in the list."],
  [undefined, false, "All customers, with the columns shown in the list."],
])("what goes out is said in one sentence: of %s customers, filtered %s", (matching, filtered, sentence) => {
  expect(whatGoesOut(matching, filtered)).toBe(sentence);
});
