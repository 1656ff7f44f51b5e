/** Lets works of one name run one after the other within this instance; a failed one does not hold up the next. */
export type InLine = <T>(name: string, work: () => Promise<T>) => Promise<T>;
/**
 * Transactions on one counter exclude each other anyway; those that meet in the database are aborted and come back
 * after a second. Waiting here instead costs nothing. It is no lock: other instances meet in the database as ever.
 */
export declare function makeLines(): InLine;
