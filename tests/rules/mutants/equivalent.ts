/** Mutants that no case can notice, because the rules mean the same with them; each with its reason. */
export const EQUIVALENT: readonly { readonly from: string; readonly to: string; readonly reason: string }[] =
  [
    {
      from: "['lastActivity', 'updatedAt', 'createdAt', 'author', 'partnerId', 'addedBy', 'doneBy', 'doneAt', 'mentionedAt']",
      to: "['lastActivity', 'updatedAt', 'createdAt', 'author', 'partnerId', 'addedBy', 'doneBy', 'doneAt', 'mentionedAt', 'un known']",
      reason:
        "A quiet field of a comment that is none of its fields: writing it is refused by the lists of its fields already.",
    },
  ];
