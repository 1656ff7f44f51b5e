import { createStore, produce } from "solid-js/store";
import type { Comment } from "@trunkline/domain/comment/comment";
import type { CommentDraft } from "@trunkline/domain/comment/edit";
import type { Customer } from "@trunkline/domain/customer/record";
import type { CommentId, CustomerId } from "@trunkline/domain/ids/ids";
import type { CommentsPort } from "../../data/ports.tsx";
import type { Drafts } from "../../lib/drafts.ts";
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
  /** What was refused and waits to be shown again in its form. */
  returned(key: WritingKey): CommentDraft | undefined;
  /** The form shows it now. */
  take(key: WritingKey): void;
}

/** One on its way: what is written, and where it came from and goes to. */
interface Sent {
  readonly draft: CommentDraft;
  readonly customer: CustomerId;
  readonly comment: CommentId;
  readonly title: string;
  readonly from: WritingKey;
}

const SENT = "sent_";

/**
 * Sends comments and their edits, and keeps a copy of each on the device until the server took it: one that is refused,
 * also after a reload or on another page, is told and offered again (12 §7.4).
 */
export function createOutgoing(comments: CommentsPort, drafts: Drafts): Outgoing {
  const [back, setBack] = createStore<Partial<Record<WritingKey, CommentDraft>>>({});

  const giveBack = async ({ draft, title, from }: Sent) => {
    // Something else may have been begun in that form; neither takes the other's place.
    const begun = readKept((await drafts.load(from))?.fields).text ?? "";
    const apart = begun === "" || begun === draft.text || from.startsWith("edit_");
    const whole = apart ? draft : { ...draft, text: `${draft.text}\n\n${begun}` };
    drafts.keep(from, { fields: keptFields(whole) });
    setBack(from, whole);
    notify({
      tone: "bad",
      title: from.startsWith("edit_") ? "The edit was not stored" : "The comment was not stored",
      text: `Your text is back in the form, at ${title}.`,
    });
  };
  const send = (sent: Sent, work: Promise<void>) => {
    const key = SENT + (sent.from.startsWith("edit_") ? sent.from : sent.comment);
    const { draft, ...where } = sent;
    const kept = Object.entries(where).map(([name, value]) => [name, { base: null, value }] as const);
    drafts.keep(key, { fields: { ...keptFields(draft), ...Object.fromEntries(kept) } });
    void drafts.flush().catch(report);
    work.then(
      () => drafts.drop(key),
      (cause: unknown) => {
        report(cause);
        drafts.drop(key);
        void giveBack(sent).catch(report);
      },
    );
  };

  // What the last visit left behind: the device's queue went on by itself; only the server knows what became of it.
  const settle = async (key: string) => {
    const fields = (await drafts.load(key))?.fields;
    const { text, type, category, ...rest } = readKept(fields);
    const said = (name: string) => String(fields?.[name]?.value ?? "");
    if (text !== undefined && type !== undefined && category !== undefined) {
      const draft = {
        format: "plain",
        scheduled: null,
        assignee: null,
        mentions: [],
        ...rest,
        text,
        type,
        category,
      } as const;
      const [customer, comment] = [said("customer") as CustomerId, said("comment") as CommentId];
      const from = said("from") as WritingKey;
      const stored = await comments.stored(customer, comment);
      const arrived = from.startsWith("edit_") ? stored?.text === text : stored !== undefined;
      if (!arrived && stored?.state !== "deleted")
        await giveBack({ draft, customer, comment, title: said("title"), from });
    }
    drafts.drop(key);
  };
  const leftBehind = drafts.keys().then((keys) => keys.filter((key) => key.startsWith(SENT)));
  void leftBehind.then((keys) => Promise.all(keys.map(settle))).catch(report);

  const sentOf = (customer: Customer, comment: CommentId, draft: CommentDraft, from: WritingKey): Sent => ({
    draft,
    customer: customer.id,
    comment,
    title: `${customer.name} (${customer.number})`,
    from,
  });
  return {
    add(customer, draft, from) {
      const comment = comments.newId(customer.id);
      send(sentOf(customer, comment, draft, from), comments.add(customer, comment, draft));
    },
    edit(customer, comment, draft) {
      send(sentOf(customer, comment.id, draft, editKey(comment.id)), comments.edit(customer, comment, draft));
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
