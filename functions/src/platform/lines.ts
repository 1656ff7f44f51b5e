/** Lets works of one name run one after the other within this instance; a failed one does not hold up the next. */
export type InLine = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/**
 * Transactions on one counter exclude each other anyway; those that meet in the database are aborted and come back
 * after a second. Waiting here instead costs nothing. It is no lock: other instances meet in the database as ever.
 */
export function makeLines(): InLine {
  const ends = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const before = ends.get(name) ?? Promise.resolve();
    const done = before.then(work, work);
    const end = done.catch(() => undefined);
    ends.set(name, end);
    return done;
  };
}
