import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import type { CommentDraft } from "@trunkline/domain/comment/edit";
import { aComment, aCustomer, aSession, anEntry } from "../../testing/builders.ts";
import { openDesk, type DeskOptions } from "../../testing/desk.tsx";
import { createActivity } from "../activity-panel.tsx";
import { BelowTabs } from "../below.tsx";
import { createBelow } from "../create-below.ts";
import "./form.tsx";

beforeEach(() => localStorage.clear());

const Below = () => {
  const customer = aCustomer();
  const activity = createActivity(() => customer);
  const below = createBelow();
  return <BelowTabs customer={customer} activity={activity} below={below} />;
};
const open = (options: DeskOptions = {}, at = "/customers/17?below=comments") =>
  openDesk(Below, "/customers/:number", at, options);
const press = (name: string) => userEvent.setup().click(screen.getByRole("button", { name }));
const choose = async (label: RegExp, option: string) => {
  await userEvent.setup().click(screen.getByRole("button", { name: label }));
  await userEvent.setup().click(await screen.findByRole("option", { name: option }));
};
const shown = () =>
  screen.queryAllByRole("listitem").map((one) => one.querySelector(".comment-text")?.textContent);
const box = () => screen.findByRole<HTMLTextAreaElement>("textbox", { name: /^Comment/ });

describe("the tabs below", () => {
  test("each has its address, the other is not listened to, and the last one is remembered", async () => {
    const { lists, histories, history, unmount } = open({ activity: [anEntry()] }, "/customers/17");
    expect(screen.getByRole("link", { name: "Activity" }).getAttribute("aria-current")).toBe("page");
    expect(lists).toEqual([]);
    await userEvent.setup().click(screen.getByRole("link", { name: "Comments" }));
    await waitFor(() => expect(history.get()).toBe("/customers/17?below=comments"));
    expect(screen.getByRole("heading", { name: "Recent comments" })).toBeTruthy();
    expect(screen.queryByRole("list", { name: "Activity" })).toBeNull();
    expect(lists).toEqual([{ type: null, most: 50 }]);
    expect(histories).toHaveLength(1);
    unmount();
    open({}, "/customers/17");
    expect(screen.getByRole("heading", { name: "Recent comments" })).toBeTruthy();
  });

  test("without the right to the activity the comments are alone", () => {
    open({ session: aSession({ permissions: ["customers.view"] }) }, "/customers/17?below=activity");
    expect(screen.queryByRole("link", { name: "Activity" })).toBeNull();
    expect(screen.getByText("No comments.")).toBeTruthy();
  });

  test("a comment that the address names is brought into sight", () => {
    open({ comments: [aComment({ id: "m9" })] }, "/customers/17?below=comments&comment=m9");
    expect(screen.getByRole("listitem").dataset["lit"]).toBe("");
  });
});

describe("finding", () => {
  const two = [
    aComment({ id: "m1", text: "Router replaced", type: "technical" }),
    aComment({ id: "m2", text: "**Zaplaceno** hotově", format: "markup", type: "billing", author: "tom" }),
  ];
  test("by type: the database is asked", async () => {
    const { lists } = open({ comments: two });
    await choose(/^Type: Any/, "Billing");
    expect(lists.at(-1)).toEqual({ type: "billing", most: 50 });
    expect(shown()).toEqual(["Zaplaceno hotově"]);
  });

  test("by words or author, without diacritics and marks, further back than what is shown", async () => {
    const { lists } = open({ comments: two });
    const search = screen.getByRole("searchbox", { name: "Search" });
    await userEvent.setup().type(search, "zaplaceno hotove");
    expect(shown()).toEqual(["Zaplaceno hotově"]);
    expect(lists.at(-1)).toEqual({ type: null, most: 250 });
    await userEvent.setup().clear(search);
    await userEvent.setup().type(search, "okafor");
    expect(shown()).toEqual(["Zaplaceno hotově"]);
    await userEvent.setup().type(search, "zzz");
    expect(screen.getByText("No such comments")).toBeTruthy();
  });

  test("what is pinned stands at the top, also when it is older than what was read", () => {
    const many = Array.from({ length: 60 }, (_unused, index) =>
      aComment({ id: `m${index}`, text: `Note ${index}`, pinned: index === 7 || index === 55 }),
    );
    open({ comments: many });
    expect(shown().slice(0, 3)).toEqual(["Note 7", "Note 55", "Note 0"]);
    expect(shown()).toHaveLength(51);
  });

  test("fifty at a time, and what is there stays while more comes", async () => {
    const many = Array.from({ length: 60 }, (_unused, index) =>
      aComment({ id: `m${index}`, text: `Note ${index}` }),
    );
    const { lists } = open({ comments: many });
    expect(shown()).toHaveLength(50);
    await press("Show more");
    expect(lists.at(-1)).toEqual({ type: null, most: 100 });
    await waitFor(() => expect(shown()).toHaveLength(60));
    expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
  });
});

describe("writing", () => {
  test("a formatted comment with type and category; it starts as Support and Info (12 §5.4)", async () => {
    const sent: CommentDraft[] = [];
    open({ comment: { add: async (_customer, _id, draft) => void sent.push(draft) } });
    await press("Add comment");
    const text = await box();
    await userEvent.setup().type(text, "Visit now");
    text.setSelectionRange(0, 5);
    await press("Bold");
    expect(text.value).toBe("**Visit** now");
    await choose(/^Category: Info/, "Visit");
    await press("Preview");
    expect(within(screen.getByRole("region", { name: "Preview" })).getByText("Visit").tagName).toBe("STRONG");
    await press("Add");
    expect(sent).toEqual([
      {
        text: "**Visit** now",
        format: "markup",
        type: "support",
        category: "visit",
        scheduled: null,
        assignee: null,
        mentions: [],
      },
    ]);
  });

  test("the tools are one stop of the Tab key and are walked with arrows", async () => {
    open();
    await press("Add comment");
    await box();
    const bold = screen.getByRole("button", { name: "Bold" });
    const tools = within(screen.getByRole("toolbar", { name: "Format" })).getAllByRole("button");
    expect(tools.filter(({ tabIndex }) => tabIndex === 0)).toEqual([bold]);
    bold.focus();
    await userEvent.setup().keyboard("{ArrowLeft}");
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Clear format" }));
    await userEvent.setup().keyboard("{ArrowRight}");
    expect(document.activeElement).toBe(bold);
  });

  test("a type that is not offered any more starts no form, but stays at its comment", async () => {
    const { send } = open({ comments: [aComment({ type: "support", category: "info" })] });
    const config = {
      types: [
        { key: "comment", title: "Note", icon: "bubble", retired: false },
        { key: "support", title: "Support", icon: "headset", retired: true },
      ],
      categories: [{ key: "info", title: "Info", colour: "blue", retired: false }],
    } as const;
    send.commentsConfig(config);
    await press("Add comment");
    await box();
    expect(screen.getByRole("button", { name: /^Type: Note/ })).toBeTruthy();
    await press("Cancel");
    await press("Edit");
    await box();
    expect(screen.getByRole("button", { name: /^Type: Support/ })).toBeTruthy();
  });

  test("the text of an entry is copied without its marks", async () => {
    const user = userEvent.setup();
    open({ comments: [aComment({ text: "**Call** him", format: "markup" })] });
    await user.click(screen.getByRole("button", { name: "Copy the text" }));
    expect(await navigator.clipboard.readText()).toBe("Call him");
  });
});
