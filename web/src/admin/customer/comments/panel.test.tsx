import { screen, waitFor, within } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import type { CommentDraft } from "@trunkline/domain/comment/edit";
import { CallError } from "../../../data/calls.ts";
import { memoryDraftStorage } from "../../../lib/drafts.ts";
import { aComment, aCustomer, aSession } from "../../testing/builders.ts";
import { openDesk, type DeskOptions } from "../../testing/desk.tsx";
import { CommentsPanel } from "./panel.tsx";
// Fetched late in the product; here at once, so that no test waits for it.
import "./form.tsx";

beforeEach(() => localStorage.clear());

const opened: string[] = [];
const UNFOLDED = { folded: false, set: () => undefined };
const open = (options: DeskOptions = {}) =>
  openDesk(
    () => (
      <CommentsPanel
        customer={options.customer ?? aCustomer()}
        fold={UNFOLDED}
        onAll={() => opened.push("all")}
      />
    ),
    "/customers/:number",
    "/customers/17",
    options,
  );
const form = () => userEvent.setup().click(screen.getByRole("button", { name: "Add a comment or to-do" }));
const text = () => screen.findByRole<HTMLTextAreaElement>("textbox", { name: /^Comment/ });
const press = (name: string) => userEvent.setup().click(screen.getByRole("button", { name }));
const entry = (words: string) => within(screen.getByText(words).closest("li") ?? document.body);
const write = async (words: string) => {
  await form();
  await userEvent.setup().type(await text(), words);
};
/** Keeps what is sent and does as the test says. */
function sending(answer: () => Promise<void> = async () => undefined) {
  const sent: CommentDraft[] = [];
  const take = (draft: CommentDraft) => {
    sent.push(draft);
    return answer();
  };
  return {
    sent,
    comment: {
      add: (_customer: unknown, _id: unknown, draft: CommentDraft) => take(draft),
      edit: (_customer: unknown, _comment: unknown, draft: CommentDraft) => take(draft),
    },
  };
}

describe("writing", () => {
  test("a comment is added with its text, as a quick one, and the form closes", async () => {
    const { sent, comment } = sending();
    open({ comment });
    await write("Call back");
    await press("Add");
    expect(sent).toEqual([
      {
        text: "Call back",
        format: "plain",
        type: "comment",
        category: "info",
        scheduled: null,
        assignee: null,
        mentions: [],
      },
    ]);
    expect(screen.queryByRole("textbox", { name: /^Comment/ })).toBeNull();
  });

  test("a to-do can be given to a colleague (12 §4.5)", async () => {
    const { sent, comment } = sending();
    open({ comment });
    await write("Visit");
    await press("Tomorrow");
    await userEvent.setup().click(screen.getByRole("button", { name: /^For: Eva Dvořák/ }));
    await userEvent.setup().click(await screen.findByRole("option", { name: "Tom Okafor" }));
    await press("Add");
    expect(sent).toMatchObject([{ assignee: "tom" }]);
    expect(sent[0]?.scheduled).toBeTypeOf("number");
  });

  test("a time is typed as the installation writes times; what is none is refused and kept", async () => {
    const { sent, comment } = sending();
    open({ comment });
    await write("Visit");
    const when = screen.getByLabelText<HTMLInputElement>(/^Scheduled/);
    await userEvent.setup().type(when, "2099-09-08");
    await press("Add");
    expect(screen.getByText("This is not a date with a time.")).toBeTruthy();
    expect(screen.getByText("Write it as YYYY-MM-DD HH:MM.")).toBeTruthy();
    expect(when.value).toBe("2099-09-08");
    expect(sent).toEqual([]);
    await userEvent.setup().type(when, " 15:15");
    await press("Add");
    expect(sent).toHaveLength(1);
    expect(sent[0]?.scheduled).toBeTypeOf("number");
  });

  test("@ offers colleagues by what is typed; the keyboard chooses, and the id is stored (12 §4.10)", async () => {
    const { sent, comment } = sending();
    open({ comment });
    await write("Ask @");
    expect(screen.getAllByRole("option")).toHaveLength(2);
    await userEvent.setup().type(await text(), "tom");
    expect(screen.getAllByRole("option").map((one) => one.textContent)).toEqual(["Tom Okafor tom"]);
    const box = await text();
    expect(box.getAttribute("aria-activedescendant")).toBe(screen.getByRole("option").id);
    await userEvent.setup().keyboard("{Enter}");
    expect(box.value).toBe("Ask @Tom Okafor ");
    expect(screen.queryByRole("option")).toBeNull();
    await userEvent.setup().type(box, "please");
    await press("Add");
    expect(sent).toMatchObject([{ text: "Ask @Tom Okafor please", mentions: ["tom"] }]);
  });

  test("Escape puts the offers away, and Enter is a new line again", async () => {
    open();
    await write("@to");
    await userEvent.setup().keyboard("{Escape}");
    expect(screen.queryByRole("option")).toBeNull();
    await userEvent.setup().keyboard("{Enter}");
    expect((await text()).value).toBe("@to\n");
  });

  test("a name taken out of the text is named no more", async () => {
    const { sent, comment } = sending();
    open({ comment, comments: [aComment({ text: "Ask @Tom Okafor", mentions: ["tom"] })] });
    await userEvent.setup().click(screen.getByRole("button", { name: "Edit" }));
    await userEvent.setup().clear(await text());
    await userEvent.setup().type(await text(), "Done");
    await press("Save");
    expect(sent).toMatchObject([{ text: "Done", mentions: [] }]);
  });
});

describe("what is refused", () => {
  const refusing = () => {
    const { comment } = sending(async () => Promise.reject(new Error("refused")));
    return { comment: { ...comment, stored: async () => aComment() } };
  };

  test("a new comment gives its text back, with everything else that was chosen", async () => {
    open(refusing());
    await write("Precious words");
    await press("Tomorrow");
    await press("Add");
    expect((await text()).value).toBe("Precious words");
    expect(screen.getByLabelText<HTMLInputElement>(/^Scheduled/).value).not.toBe("");
  });

  test("an edit opens again with what was written", async () => {
    open({ ...refusing(), comments: [aComment()] });
    await press("Edit");
    await userEvent.setup().type(await text(), " at five");
    await press("Save");
    expect((await text()).value).toBe("Call back at five");
  });

  test("what was begun meanwhile is kept beside it", async () => {
    let refuse: (cause: Error) => void = () => undefined;
    open(sending(() => new Promise((_done, reject) => (refuse = reject))));
    await write("First");
    await press("Add");
    await write("Second");
    refuse(new Error("refused"));
    await waitFor(async () => expect((await text()).value).toBe("First\n\nSecond"));
  });

  describe("an entry that a colleague deletes meanwhile", () => {
    const deleted = { stored: async () => aComment({ state: "deleted", text: "" }) };
    const edit = async () => {
      await press("Edit");
      await userEvent.setup().type(await text(), " at five");
    };
    const back = () => waitFor(async () => expect((await text()).value).toBe("Call back at five"));

    test("while its form is open: what was written is in the form for a new one", async () => {
      const { send, drafts } = open({ comments: [aComment()], comment: deleted });
      await edit();
      send.comments([]);
      await back();
      await waitFor(async () => expect(await drafts.keys()).toEqual(["comment_c17"]));
    });

    test("before the edit arrives: so is the edit", async () => {
      let refuse: (cause: Error) => void = () => undefined;
      const { comment } = sending(() => new Promise((_done, reject) => (refuse = reject)));
      const { send } = open({ comments: [aComment()], comment: { ...comment, ...deleted } });
      await edit();
      await press("Save");
      send.comments([]);
      refuse(new Error("refused"));
      await back();
    });

    test("between two edits that are refused: both are in the form for a new one", async () => {
      const refuse: ((cause: Error) => void)[] = [];
      const { comment } = sending(() => new Promise((_done, reject) => void refuse.push(reject)));
      let there = aComment();
      const { send, drafts } = open({
        comments: [aComment()],
        comment: { ...comment, stored: async () => there },
      });
      await edit();
      await press("Save");
      await press("Edit");
      await userEvent.setup().type(await text(), " soon");
      await press("Save");
      refuse[0]?.(new Error("refused"));
      await back();
      there = aComment({ state: "deleted", text: "" });
      refuse[1]?.(new Error("refused"));
      await waitFor(async () => expect(await drafts.keys()).toEqual(["comment_c17"]));
      send.comments([]);
      await waitFor(async () => expect((await text()).value).toBe("Call back soon\n\nCall back at five"));
      expect(await drafts.keys()).toEqual(["comment_c17"]);
    });

    test("a form that closes for another reason keeps its draft where it is", async () => {
      const { send, drafts } = open({ comments: [aComment()], comment: { stored: async () => aComment() } });
      await edit();
      send.comments([]);
      await waitFor(async () => expect(await drafts.keys()).toEqual(["edit_m1"]));
      expect(screen.queryByRole("textbox", { name: /^Comment/ })).toBeNull();
      send.comments([aComment()]);
      await back();
    });
  });

  test("also after a reload: what the server does not have is offered again, what it has is forgotten", async () => {
    const storage = memoryDraftStorage();
    const before = open({ ...sending(() => new Promise(() => undefined)), storage });
    await write("Lost in the tunnel");
    await press("Add");
    await before.drafts.flush();
    expect(await storage.keys()).toEqual(["sent_entry2"]);
    before.unmount();
    const after = open({ storage, comment: { arrived: async () => false } });
    expect((await text()).value).toBe("Lost in the tunnel");
    await waitFor(async () => expect(await after.drafts.keys()).toEqual(["comment_c17"]));
    after.unmount();

    await storage.clear();
    const sent = open({ ...sending(() => new Promise(() => undefined)), storage });
    await write("Arrived");
    await press("Add");
    await sent.drafts.flush();
    sent.unmount();
    const last = open({ storage, comment: { arrived: async () => true } });
    await waitFor(async () => {
      await last.drafts.flush();
      expect(await storage.keys()).toEqual([]);
    });
    expect(screen.queryByRole("textbox", { name: /^Comment/ })).toBeNull();
  });
});

describe("what nobody knows about", () => {
  const cut = async () => Promise.reject(new CallError("offline", "The page is going"));

  test("is kept for the next start, which asks by the entry that tells it", async () => {
    const storage = memoryDraftStorage();
    const before = open({ ...sending(cut), storage });
    await write("Perhaps arrived");
    await press("Add");
    await before.drafts.flush();
    expect(await storage.keys()).toEqual(["sent_entry2"]);
    expect(screen.queryByRole("textbox", { name: /^Comment/ })).toBeNull();
    before.unmount();

    const offline = open({ storage, comment: { arrived: cut } });
    await offline.drafts.flush();
    expect(await storage.keys()).toEqual(["sent_entry2"]);
    offline.unmount();

    const asked: unknown[] = [];
    const last = open({
      storage,
      comment: { arrived: async (...about) => (asked.push(about), true) },
    });
    await waitFor(async () => {
      await last.drafts.flush();
      expect(await storage.keys()).toEqual([]);
    });
    expect(asked).toEqual([["c17", "entry2"]]);
  });

  test("an edit that arrived is not given back because a colleague edited after it", async () => {
    const storage = memoryDraftStorage();
    const before = open({ ...sending(cut), storage, comments: [aComment()] });
    await press("Edit");
    await userEvent.setup().type(await text(), " at five");
    await press("Save");
    await before.drafts.flush();
    before.unmount();
    const after = open({
      storage,
      comments: [aComment({ text: "Call back at six" })],
      comment: { arrived: async () => true },
    });
    await waitFor(async () => {
      await after.drafts.flush();
      expect(await storage.keys()).toEqual([]);
    });
    expect(screen.queryByRole("textbox", { name: /^Comment/ })).toBeNull();
  });
});

describe("entries", () => {
  test("12 example 7: a colleague's comment, its edit and its deletion appear by themselves", () => {
    const { send } = open();
    expect(screen.getByText("No comments.")).toBeTruthy();
    send.comments([aComment({ author: "tom" })]);
    expect(screen.getByText("Call back")).toBeTruthy();
    send.comments([aComment({ author: "tom", text: "Call back at five" })]);
    expect(screen.getByText("Call back at five")).toBeTruthy();
    send.comments([aComment({ author: "tom", state: "deleted", text: "" })]);
    expect(screen.getByText("No comments.")).toBeTruthy();
  });

  test("own entries can be edited and deleted, a colleague's not without the permission; both can be pinned", () => {
    open({ comments: [aComment(), aComment({ id: "m2", author: "tom", text: "Not mine" })] });
    expect(entry("Call back").getByRole("button", { name: "Delete" })).toBeTruthy();
    expect(entry("Not mine").queryByRole("button", { name: "Delete" })).toBeNull();
    expect(entry("Not mine").getByRole("button", { name: "Pin to the top" })).toBeTruthy();
  });

  test("who may only look has nothing to press", () => {
    open({ comments: [aComment()], session: aSession({ permissions: ["customers.view"] }) });
    for (const name of ["Add a comment or to-do", "Pin to the top", "Edit", "Delete"])
      expect(screen.queryByRole("button", { name })).toBeNull();
  });

  test("a pinned entry stands first and can be unpinned", async () => {
    const pins: unknown[] = [];
    open({
      comments: [
        aComment({ id: "m2", text: "Newer", createdAt: { toMillis: () => 9_000 } }),
        aComment({ pinned: true }),
      ],
      comment: { pin: async (_customer, comment, pinned) => void pins.push([comment.id, pinned]) },
    });
    expect(screen.getAllByRole("listitem")[0]?.textContent).toContain("Call back");
    await userEvent.setup().click(entry("Call back").getByRole("button", { name: "Unpin" }));
    await userEvent.setup().click(entry("Newer").getByRole("button", { name: "Pin to the top" }));
    expect(pins).toEqual([
      ["m1", false],
      ["m2", true],
    ]);
  });

  test("a to-do is ticked, and stays unticked until the database says so", async () => {
    const ticked: boolean[] = [];
    const todo = aComment({ state: "open", scheduled: Date.UTC(2026, 10, 30), assignee: "tom" });
    const { send } = open({
      comments: [todo],
      comment: { complete: async (_customer, _comment, now) => void ticked.push(now) },
    });
    expect(screen.getByRole("listitem").textContent).toContain("Eva Dvořák for Tom Okafor");
    const tick = () => screen.getByLabelText<HTMLInputElement>("Completed: Call back");
    await userEvent.setup().click(tick());
    expect(ticked).toEqual([true]);
    expect(tick().checked).toBe(false);
    send.comments([{ ...todo, state: "done" }]);
    expect(tick().checked).toBe(true);
    expect(screen.queryByRole("button", { name: "Edit" })).toBeNull();
  });

  test("an entry that waits to be sent is marked", () => {
    open({ comments: [aComment({ waiting: true })] });
    expect(screen.getByText("Waiting to be sent")).toBeTruthy();
  });

  test("type and category are written out; one that was taken out of the configuration keeps showing", () => {
    open({
      comments: [
        aComment({ type: "billing", category: "warning" }),
        aComment({ id: "m2", text: "Old", type: "tower", category: "storm" }),
      ],
    });
    expect(entry("Call back").getByText("Billing · Warning")).toBeTruthy();
    expect(entry("Old").getByText("tower · storm")).toBeTruthy();
  });

  test("who is named stands out, oneself above all; other @ do not", () => {
    open({ comments: [aComment({ text: "@Eva Dvořák @Tom Okafor @x", mentions: ["eva", "tom"] })] });
    const marks = [...document.querySelectorAll<HTMLElement>(".mention")];
    expect(marks.map((one) => [one.textContent, one.dataset["me"] !== undefined])).toEqual([
      ["@Eva Dvořák", true],
      ["@Tom Okafor", false],
    ]);
  });

  test("what looks like HTML is text, in a formatted comment too", () => {
    const evil = "<img src=x onerror=alert(1)> **<script>1</script>** [x](javascript:alert(1))";
    open({ comments: [aComment({ text: evil, format: "markup" }), aComment({ id: "m2", text: evil })] });
    expect(document.querySelector(".comments img, .comments script, .comments a")).toBeNull();
    expect(document.querySelector("strong > *")).toBeNull();
    expect(screen.getAllByText(/<img src=x onerror/)).toHaveLength(2);
  });

  test("an essay is folded until it is asked for", async () => {
    open({ comments: [aComment({ text: "word ".repeat(1000).trim() })] });
    const fold = screen.getByRole("button", { name: "Show all of it" });
    expect(fold.getAttribute("aria-expanded")).toBe("false");
    expect(document.querySelector(".folded")).toBeTruthy();
    await userEvent.setup().click(fold);
    expect(document.querySelector(".folded")).toBeNull();
  });

  test("a text that a colleague changed while it is edited is shown beside the form", async () => {
    const { send } = open({ comments: [aComment()] });
    await press("Edit");
    await text();
    send.comments([aComment({ text: "Call back at noon" })]);
    expect(screen.getByText(/Changed meanwhile to/).textContent).toContain("Call back at noon");
  });
});
