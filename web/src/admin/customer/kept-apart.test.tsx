import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import { fileBytes } from "@trunkline/domain/testing/files";
import type { Caller } from "../../data/calls.ts";
import type { AdminPorts, CustomersPort, SearchAnswer } from "../../data/ports.tsx";
import type { FileFailure } from "../../data/storage/port.ts";
import { memoryDraftStorage } from "../../lib/drafts.ts";
import { aCustomer, aSession, someFields } from "../testing/builders.ts";
import { openDesk } from "../testing/desk.tsx";
import CustomerPage from "./page.tsx";

/* Additional fields whose value lies elsewhere than in the record: passwords, files, other customers (10 §8.16). */

const MARK = Date.UTC(2026, 2, 1, 12);
const WIFI: Partial<FieldDefinition> = { name: "wifi", title: "Wi-Fi password", type: "password" };
const PAPER: Partial<FieldDefinition> = { name: "paper", title: "Contract", type: "file" };
const FILE = { id: "a".repeat(20), name: "old.pdf", size: 2048, type: "application/pdf" };

interface More {
  readonly attrs?: Record<string, unknown>;
  readonly call?: Caller;
  readonly files?: Partial<AdminPorts["files"]>;
  readonly search?: Partial<AdminPorts["search"]>;
  readonly storage?: ReturnType<typeof memoryDraftStorage>;
}

function open(field: Partial<FieldDefinition>, more: More = {}) {
  const saved: unknown[] = [];
  const save: CustomersPort["save"] = async (_customer, touched) => {
    saved.push(touched);
    return { kind: "nothing" };
  };
  const session = aSession();
  const desk = openDesk(CustomerPage, "/customers/:number", "/customers/17", {
    customer: aCustomer(more.attrs ?? {}),
    fields: someFields(field),
    save,
    session: {
      ...session,
      permissions: [...session.permissions, "customers.view.showPassword", "customers.search"],
    },
    ...(more.call === undefined ? {} : { call: more.call }),
    ...(more.files === undefined ? {} : { files: more.files }),
    ...(more.search === undefined ? {} : { search: more.search }),
    ...(more.storage === undefined ? {} : { storage: more.storage }),
  });
  return { ...desk, saved, user: userEvent.setup() };
}
const box = (label: string) => screen.getByLabelText<HTMLInputElement>(label, { selector: "input" });
const button = (name: string) => screen.getByRole("button", { name, hidden: true });
const maybe = (name: string) => screen.queryByRole("button", { name, hidden: true });
const shows = (asked: unknown[]) =>
  (async (name: string, input: unknown) => {
    asked.push([name, input]);
    return { kind: "shown", password: "correct horse", entryId: "e1" };
  }) as Caller;

test("a password is masked, shown by a call of its own, and masked again", async () => {
  const asked: unknown[] = [];
  const { user } = open(WIFI, { attrs: { attr_wifi: MARK }, call: shows(asked) });
  expect(box("Wi-Fi password").value).toBe("••••••••");
  expect(box("Wi-Fi password").readOnly).toBe(true);
  await user.click(button("Show Wi-Fi password"));
  await waitFor(() => expect(box("Wi-Fi password").value).toBe("correct horse"));
  expect(asked).toEqual([["showFieldPassword", { customerId: "c17", field: "attr_wifi", own: null }]]);
  await user.click(button("Hide Wi-Fi password"));
  expect(box("Wi-Fi password").value).toBe("••••••••");
});

test("a new password goes with Save like any other field, and no draft keeps it", async () => {
  const storage = memoryDraftStorage();
  const { user, saved, drafts } = open(WIFI, { attrs: { attr_wifi: MARK }, storage });
  await user.click(button("Change Wi-Fi password"));
  expect(box("Wi-Fi password").value).toBe("");
  await user.click(button("Cancel the change of Wi-Fi password"));
  expect(box("Wi-Fi password").value).toBe("••••••••");
  await user.click(button("Change Wi-Fi password"));
  await user.type(box("Wi-Fi password"), "new-secret");
  await user.type(box("City"), "x");
  await drafts.flush();
  expect(JSON.stringify(await storage.get("customer_c17"))).toContain("city");
  expect(JSON.stringify(await storage.get("customer_c17"))).not.toContain("new-secret");
  await user.click(button("Save"));
  expect(saved).toEqual([
    {
      city: { base: "Oslo", mine: "Oslox" },
      attr_wifi: { base: MARK, mine: "new-secret" },
    },
  ]);
});

test("opened for a change and left empty, the password stays as it is; Remove takes it away", async () => {
  const { user, saved } = open(WIFI, { attrs: { attr_wifi: MARK } });
  await user.click(button("Change Wi-Fi password"));
  await user.type(box("Wi-Fi password"), "x");
  await user.clear(box("Wi-Fi password"));
  expect(button("Save").hasAttribute("disabled")).toBe(true);
  await user.click(button("Remove Wi-Fi password"));
  await user.click(button("Save"));
  expect(saved).toEqual([{ attr_wifi: { base: MARK, mine: null } }]);
});

test("10 §4.2: switched off in an open page, Show is gone, what was in sight is masked, and the field is locked", async () => {
  const { user, send } = open(WIFI, { attrs: { attr_wifi: MARK }, call: shows([]) });
  await user.click(button("Show Wi-Fi password"));
  await waitFor(() => expect(box("Wi-Fi password").value).toBe("correct horse"));
  send.customersConfig({ showPasswords: false });
  expect(box("Wi-Fi password").value).toBe("••••••••");
  expect(maybe("Show Wi-Fi password")).toBeNull();
  expect(maybe("Change Wi-Fi password")).toBeNull();
  expect(screen.getByText(/switched off in Config/)).toBeTruthy();
});

/** Uploads that the test finishes by hand. */
function uploads() {
  const sent: { readonly value: unknown; readonly progress: (part: number) => void }[] = [];
  const given: string[] = [];
  const ends: ((failure: FileFailure | undefined) => void)[] = [];
  const files: Partial<AdminPorts["files"]> = {
    async upload(value, _bytes, progress) {
      const { promise, resolve } = Promise.withResolvers<FileFailure | undefined>();
      sent.push({ value, progress });
      ends.push(resolve);
      return { done: promise, cancel: () => resolve("cancelled") };
    },
    giveUp: async (id) => {
      given.push(id);
    },
  };
  return { files, sent, given, end: (failure?: FileFailure) => ends.at(-1)?.(failure) };
}
const pdf = (name = "contract.pdf", content = "%PDF-1.7") => new File([fileBytes(content)], name);
const choose = (user: ReturnType<typeof userEvent.setup>, file: File) =>
  user.upload(screen.getByLabelText("File for Contract"), file);

test("a chosen file is uploaded with its progress in sight, and attached by Save", async () => {
  const { files, sent, end } = uploads();
  const { user, saved } = open(PAPER, { files });
  await choose(user, pdf());
  await waitFor(() => expect(sent.length).toBe(1));
  sent[0]?.progress(0.42);
  expect(screen.getByText("42 %")).toBeTruthy();
  expect(screen.getByRole("progressbar", { name: "Uploading contract.pdf", hidden: true })).toBeTruthy();
  end();
  await screen.findByText("Attached with the next Save.");
  await user.click(button("Save"));
  expect(saved).toEqual([{ attr_paper: { base: null, mine: sent[0]?.value } }]);
  expect(sent[0]?.value).toMatchObject({ name: "contract.pdf", size: 8, type: "application/pdf" });
});

test.each([
  ["a kind that is not taken", pdf("contract.pdf", "MZ\u0000program"), /This kind of file is not taken/],
  ["one too large", new File([new Uint8Array(10 * 1024 * 1024 + 1)], "big.pdf"), /At most 10.0 MB/],
])("%s is refused at the field before anything is sent", async (_what, file, said) => {
  const { files, sent } = uploads();
  const { user } = open(PAPER, { files });
  await choose(user, file);
  expect(await screen.findByText(said)).toBeTruthy();
  expect(sent).toEqual([]);
});

test("a failed upload says why and is tried again; a cancelled one leaves everything as it was", async () => {
  const { files, sent, end } = uploads();
  const { user, saved } = open(PAPER, { files, attrs: { attr_paper: FILE } });
  await choose(user, pdf());
  await waitFor(() => expect(sent.length).toBe(1));
  end("offline");
  await screen.findByText(/No connection. The file was not uploaded/);
  // The map of the page, which finds no outlines here, offers the same for itself.
  const own = within(screen.getByRole("region", { name: /Additional information/, hidden: true }));
  await user.click(own.getByRole("button", { name: "Try again", hidden: true }));
  await waitFor(() => expect(sent.length).toBe(2));
  await user.click(button("Cancel the upload of contract.pdf"));
  await screen.findByText("old.pdf");
  expect(button("Save").hasAttribute("disabled")).toBe(true);
  expect(saved).toEqual([]);
});

test("a file is removed with Save, kept after all on second thoughts, and downloaded by name", async () => {
  const read: unknown[] = [];
  const { user, saved } = open(PAPER, {
    attrs: { attr_paper: FILE },
    files: {
      read: async (customer, id) => {
        read.push([customer, id]);
        return "gone";
      },
    },
  });
  await user.click(button("Download old.pdf"));
  expect(read).toEqual([["c17", FILE.id]]);
  expect(await screen.findByText("It is no longer there.")).toBeTruthy();
  await user.click(button("Remove Contract"));
  await screen.findByText("Removed with the next Save.");
  await user.click(button("Keep the file of Contract"));
  expect(button("Save").hasAttribute("disabled")).toBe(true);
  await user.click(button("Remove Contract"));
  await user.click(button("Save"));
  expect(saved).toEqual([{ attr_paper: { base: FILE, mine: null } }]);
});

test("a replaced upload that no Save attached is given up at once", async () => {
  const { files, sent, given, end } = uploads();
  const { user } = open(PAPER, { files });
  await choose(user, pdf("first.pdf"));
  await waitFor(() => expect(sent.length).toBe(1));
  end();
  await screen.findByText("first.pdf");
  await choose(user, pdf("second.pdf"));
  await waitFor(() => expect(sent.length).toBe(2));
  end();
  await screen.findByText("second.pdf");
  expect(sent[0]?.value).toMatchObject({ id: given[0] });
  expect(given.length).toBe(1);
});

test("a customer is pointed to by typing any part of him, and opened by his link", async () => {
  const hit = (number: number, name: string) => ({
    id: `c${number}`,
    number,
    status: "active",
    login: { text: `login${number}`, ranges: [] },
    name: { text: name, ranges: [] },
    detail: null,
  });
  // The answer comes when the typing is over, as it does from a worker.
  const { promise: answer, resolve } = Promise.withResolvers<SearchAnswer>();
  const names: Record<string, unknown> = { c3: { kind: "customer", number: 3, name: "Landlord Ltd" } };
  const call = (async () => ({ kind: "names", names })) as unknown as Caller;
  const { user, saved } = open(
    { name: "landlord", title: "Landlord", type: "relation", relation: "customer" },
    {
      call,
      search: {
        state: () => "ready",
        find: () => answer,
      },
    },
  );
  await user.type(box("Landlord"), "land");
  expect(await screen.findByText("Searching …")).toBeTruthy();
  resolve({ hits: [hit(17, "Himself"), hit(3, "Landlord Ltd")], more: false } as never);
  await screen.findByRole("option");
  const found = within(await screen.findByRole("listbox")).getAllByRole("option");
  expect(found.map((one) => one.textContent)).toEqual(["Landlord Ltd (#3)"]);
  await user.click(found[0] as HTMLElement);
  const link = await screen.findByRole("link", { name: "Open Landlord Ltd (#3)", hidden: true });
  expect(link.getAttribute("href")).toBe("/customers/3");
  await user.click(button("Save"));
  expect(saved).toEqual([{ attr_landlord: { base: null, mine: "c3" } }]);
});

test("a deleted customer and one out of reach are said to be so, without a link, and can be taken out", async () => {
  const names = { c3: { kind: "deleted", number: 3, name: "Old One" } };
  const call = (async () => ({ kind: "names", names })) as unknown as Caller;
  const { user, saved } = open(
    { name: "landlord", title: "Landlord", type: "relation", relation: "customer" },
    {
      call,
      attrs: { attr_landlord: "c3" },
      search: { state: () => "ready", find: async () => ({ hits: [], more: false }) },
    },
  );
  await waitFor(() => expect(box("Landlord").value).toBe("Old One (#3), deleted"));
  expect(screen.queryByRole("link", { name: /^Open Old One/, hidden: true })).toBeNull();
  await user.click(button("Empty Landlord"));
  await user.click(button("Save"));
  expect(saved).toEqual([{ attr_landlord: { base: "c3", mine: null } }]);
});
