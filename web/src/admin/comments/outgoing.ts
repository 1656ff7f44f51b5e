import { createStore, produce } from "solid-js/store";
import type { Comment } from "@trunkline/domain/comment/comment";
import { QUICK, type CommentDraft } from "@trunkline/domain/comment/edit";
import type { Customer } from "@trunkline/domain/customer/record";
import type { CommentId, CustomerId, EntryId } from "@trunkline/domain/ids/ids";
import { CallError } from "../../data/calls.ts";
import type { CommentsPort } from "../../data/ports.tsx";
import type { Draft, Drafts } from "../../lib/drafts.ts";
import { report } from "../../lib/report.ts";
import { notify } from "../../ui/toast.tsx";
import { keptFields, readKept } from "./kept.ts";

/** The form something is written in, as its draft is kept; what is refused goes back there. */
export type WritingKey = `comment_${string}` | `note_${string}` | `edit_${string}`;

/** The panel's form, the tab's form, and the form of one entry. */
export const panelKey = (customer: CustomerId): WritingKey => `comment_${customer}`;
export const tabKey = (customer: CustomerId): WritingKey => `note_${customer}`;
export const editKey = (comment: CommentId): WritingKey => `edit_${comment}`;

/** Comments on their way to the server. */
export interface Outgoing {
  add(customer: Customer, draft: CommentDraft, from: WritingKey): void;
  edit(customer: Customer, comment: Comment, draft: CommentDraft): void;
  /** An entry left the page while it was edited: perhaps a colleague deleted it. */
  left(customer: Customer, comment: CommentId): Promise<void>;
  /** What was refused and waits to be shown again in its form. */
  returned(key: WritingKey): CommentDraft | undefined;
  /** The form shows it now. */
  take(key: WritingKey): void;
}

/** What was written, where it came from and goes to. */
interface Written {
  readonly draft: CommentDraft;
  readonly customer: CustomerId;
  readonly comment: CommentId;
  readonly title: string;
  readonly from: WritingKey;
}

/** One on its way, and the entry that will tell it. */
interface Sent extends Written {
  readonly entry: EntryId;
}

const SENT = "sent_";
const NOTHING: CommentDraft = { ...QUICK, text: "", scheduled: null, assignee: null, mentions: [] };
const isEdit = (from: WritingKey) => from.startsWith("edit_");

/**
 * Sends comments and their edits, and keeps a copy of each on the device until the server took it: one that is refused,
 * also after a reload or on another page, is told and offered again (12 §7.4). Where nobody can say whether it arrived
 * the copy stays, and the next start asks again.
 */
export function createOutgoing(comments: CommentsPort, drafts: Drafts): Outgoing {
  const [back, setBack] = createStore<Partial<Record<WritingKey, CommentDraft>>>({});

  // The form of an entry that a colleague deleted is gone with it: what was written is a new comment then.
  const wayBack = async ({ customer, comment, from }: Written) => {
    const gone = isEdit(from) && (await comments.stored(customer, comment))?.state === "deleted";
    return gone ? panelKey(customer) : from;
  };
  // One after another: two that go back to one form must find each other there.
  let tail: Promise<unknown> = Promise.resolve();
  const giveBack = (sent: Written): Promise<void> => {
    const done = tail.then(async () => putBack(sent, await wayBack(sent)));
    tail = done.catch(() => undefined);
    return done;
  };
  const kept = async (key: WritingKey) => readKept((await drafts.load(key))?.fields).text ?? "";
  const putBack = async ({ draft, title, from }: Written, to: WritingKey) => {
    // Something else may have been begun in that form, or have come back to the one that is gone: none takes the
    // other's place.
    const words = [draft.text, to === from ? "" : await kept(from), await kept(to)];
    const whole = { ...draft, text: [...new Set(words)].filter((text) => text !== "").join("\n\n") };
    drafts.keep(to, { fields: keptFields(whole) });
    setBack(to, whole);
    if (to !== from) drafts.drop(from);
    notify({
      tone: "bad",
      title: isEdit(from) ? "The edit was not stored" : "The comment was not stored",
      text:
        to === from
          ? `Your text is back in the form, at ${title}.`
          : `The comment was deleted meanwhile. Your text is in the form for a new one, at ${title}.`,
    });
  };
  const send = (sent: Sent, work: Promise<void>) => {
    const key = SENT + sent.entry;
    const { draft, ...where } = sent;
    const kept = Object.entries(where).map(([name, value]) => [name, { base: null, value }] as const);
    drafts.keep(key, { fields: { ...keptFields(draft), ...Object.fromEntries(kept) } });
    void drafts.flush().catch(report);
    const refused = async (cause: unknown) => {
      report(cause);
      if (cause instanceof CallError && cause.failure === "offline") return;
      await giveBack(sent);
      drafts.drop(key);
    };
    work.then(
      () => drafts.drop(key),
      (cause: unknown) => void refused(cause).catch(report),
    );
  };

  // What the last visit left behind: the device's queue went on by itself; only the server knows what became of it.
  const settle = async (key: string) => {
    const sent = readSent((await drafts.load(key))?.fields);
    if (sent !== undefined && !(await comments.arrived(sent.customer, sent.entry))) await giveBack(sent);
    drafts.drop(key);
  };
  const leftBehind = drafts.keys().then((keys) => keys.filter((key) => key.startsWith(SENT)));
  void leftBehind.then((keys) => keys.map((key) => settle(key).catch(report))).catch(report);

  const written = (customer: Customer, comment: CommentId, draft: CommentDraft, from: WritingKey) => ({
    draft,
    customer: customer.id,
    comment,
    title: `${customer.name} (${customer.number})`,
    from,
  });
  const sentOf = (...what: Parameters<typeof written>): Sent => ({
    ...written(...what),
    entry: comments.newEntry(what[0].id),
  });
  return {
    add(customer, draft, from) {
      const sent = sentOf(customer, comments.newId(customer.id), draft, from);
      send(sent, comments.add(customer, sent.comment, draft, sent.entry));
    },
    edit(customer, comment, draft) {
      const sent = sentOf(customer, comment.id, draft, editKey(comment.id));
      send(sent, comments.edit(customer, comment, draft, sent.entry));
    },
    async left(customer, comment) {
      const from = editKey(comment);
      const kept = readKept((await drafts.load(from))?.fields);
      if (kept.text === undefined || kept.text === "") return;
      const begun = written(customer, comment, { ...NOTHING, ...kept }, from);
      const to = await wayBack(begun);
      if (to !== from) await giveBack(begun);
    },
    returned: (key) => back[key],
    take(key) {
      setBack(
        produce((all) => {
          delete all[key];
        }),
      );
    },
  };
}

/** A copy as it was kept; undefined for what is none. */
function readSent(fields: Draft["fields"] | undefined): Sent | undefined {
  const { text, type, category, ...rest } = readKept(fields);
  const said = (name: string) => String(fields?.[name]?.value ?? "");
  if (text === undefined || type === undefined || category === undefined || said("entry") === "")
    return undefined;
  return {
    draft: { ...NOTHING, ...rest, text, type, category },
    customer: said("customer") as CustomerId,
    comment: said("comment") as CommentId,
    entry: said("entry") as EntryId,
    title: said("title"),
    from: said("from") as WritingKey,
  };
}
