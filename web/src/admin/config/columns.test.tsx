import { screen, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import type { Component } from "solid-js";
import { expect, test } from "vitest";
import { aField } from "@trunkline/domain/testing/builders";
import type { Caller } from "../../data/calls.ts";
import { aSession } from "../testing/builders.ts";
import { openDesk } from "../testing/desk.tsx";
import AdditionalFields from "./fields.tsx";
import Labels from "./labels.tsx";
import RestoreCustomers from "./restore.tsx";

const session = aSession({ permissions: ["config.system.view", "config.tools"] });
const deleted = { customerId: "c3", number: 3, login: "000003", name: "John Doe", phones: [], deletedAt: 0 };
const call = (async () => ({ kind: "found", rows: [deleted], more: false })) as unknown as Caller;

const TABLES: readonly (readonly [title: string, page: Component, column: string])[] = [
  ["Additional fields of customers", AdditionalFields, "Searchable"],
  ["Labels", Labels, "Colour"],
  ["Deleted customers", RestoreCustomers, "Phone number"],
];

test.each(TABLES)(
  "14 §2.1, §2.3: which columns the table “%s” shows is chosen by each administrator, kept for him, and reset",
  async (title, page, column) => {
    const user = userEvent.setup();
    openDesk(page, "/config", "/config", { session, call, fields: [aField()] });
    await screen.findByRole("grid", { name: title });
    const head = () => screen.queryByRole("columnheader", { name: new RegExp(column), hidden: true });
    expect(head()).not.toBeNull();
    await user.click(screen.getByRole("button", { name: "Columns" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("switch", { name: column }));
    expect(head()).toBeNull();
    await user.click(dialog.getByRole("button", { name: "Reset columns" }));
    expect(head()).not.toBeNull();
  },
);
