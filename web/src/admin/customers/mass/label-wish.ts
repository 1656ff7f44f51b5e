/** What somebody wants of a label for all the selected customers; left alone where there is none. */
export type Wish = "add" | "remove";

/** How many of the selected customers have the label now; `many` is the number of all. */
export interface Had {
  /** Undefined while it is not known. */
  readonly has: number | undefined;
  readonly many: number;
}

/** How a box stands: on all, on none, or on some of them, which is also what is not known. */
export type Stand = "all" | "none" | "some";

export function standOf(wish: Wish | undefined, { has, many }: Had): Stand {
  if (wish !== undefined) return wish === "add" ? "all" : "none";
  if (has === undefined) return "some";
  return has === 0 ? "none" : has >= many ? "all" : "some";
}

/**
 * What a press makes of a wish. A label that some have goes on all, on none, and back to who has it; one that all or none
 * have has nothing between.
 */
export function nextWish(wish: Wish | undefined, had: Had): Wish | undefined {
  const now = standOf(undefined, had);
  if (wish === undefined) return now === "all" ? "remove" : "add";
  return wish === "add" && now === "some" ? "remove" : undefined;
}
