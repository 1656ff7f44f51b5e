import { usePorts, type CommentsPort } from "../../data/ports.tsx";
import type { Drafts } from "../../lib/drafts.ts";
import { useWorkspace } from "../workspace.tsx";
import { createOutgoing, type Outgoing } from "./outgoing.ts";

// As long as the sign-in, whichever page is open; not made with the application, so that its first page does not carry it.
const known = new WeakMap<CommentsPort, Outgoing>();

/** What is on its way, once for the application; the first to ask also settles what the last visit left behind. */
export function useOutgoing(): Outgoing {
  return outgoingOf(usePorts().comments, useWorkspace().drafts);
}

/** The same where no component asks. */
export function outgoingOf(comments: CommentsPort, drafts: Drafts): Outgoing {
  const made = known.get(comments) ?? createOutgoing(comments, drafts);
  known.set(comments, made);
  return made;
}
