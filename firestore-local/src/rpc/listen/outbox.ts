import type { Document } from "../../engine/api.ts";
import type { FieldPath } from "../../engine/query.ts";
import type { Timestamp } from "../../engine/value.ts";
import type { Delta } from "../../engine/watch/delta.ts";
import type { Message } from "../api.ts";
import { writeDocument } from "../convert/document.ts";
import { fullName } from "../convert/names.ts";
import { writeTimestamp } from "../convert/value.ts";

/** What of a target matters for what is sent to it. */
export interface Recipient {
  readonly id: number;
  /** The fields it gets; null is all. */
  readonly select: readonly FieldPath[] | null;
}

interface Letter {
  /** The document as it is; null when it was deleted. */
  readonly document: Document | null;
  readonly time: Timestamp;
  readonly to: Recipient[];
  readonly removedFrom: number[];
  /** Whether the news is the document's own, not that others took its place. */
  changed: boolean;
}

/** Document messages gathered for one stream, so that each document goes out once for all its targets. */
export class Outbox {
  readonly #database: string;
  /** By path: between two calls of `take` a document has one state. */
  #letters = new Map<string, Letter>();

  constructor(database: string) {
    this.#database = database;
  }

  /** Gathers how a target's results moved. */
  add(recipient: Recipient, delta: Delta): void {
    for (const document of delta.changed)
      this.#letter(document.path, document, delta.time, true).to.push(recipient);
    for (const { path, document, reason } of delta.removed) {
      this.#letter(path, document, delta.time, reason !== "displaced").removedFrom.push(recipient.id);
    }
  }

  /** Forgets what was gathered for a target that is no more. */
  drop(id: number): void {
    for (const letter of this.#letters.values()) {
      remove(letter.to, ({ id: other }) => other === id);
      remove(letter.removedFrom, (other) => other === id);
    }
  }

  /** Empties the box. `mayTell` decides whether a document that left all its targets may be shown a last time. */
  take(mayTell: (document: Document) => boolean): readonly Message[] {
    const letters = this.#letters;
    this.#letters = new Map();
    return [...letters].flatMap(([path, letter]) => this.#write(path, letter, mayTell));
  }

  #letter(path: string, document: Document | null, time: Timestamp, changed: boolean): Letter {
    let letter = this.#letters.get(path);
    if (letter === undefined) {
      letter = { document, time, to: [], removedFrom: [], changed };
      this.#letters.set(path, letter);
    }
    letter.changed ||= changed;
    return letter;
  }

  #write(path: string, letter: Letter, mayTell: (document: Document) => boolean): readonly Message[] {
    const { document, to, removedFrom, time } = letter;
    const gone = {
      document: fullName(this.#database, path),
      removedTargetIds: removedFrom,
      readTime: writeTimestamp(time),
    };
    if (document === null) return removedFrom.length === 0 ? [] : [{ documentDelete: gone }];
    if (to.length > 0) return this.#changes(document, to, removedFrom);
    if (removedFrom.length === 0) return [];
    // With its new content the SDKs see at once that the document no longer matches, and need not ask for it.
    if (letter.changed && mayTell(document)) return this.#changes(document, [], removedFrom);
    return [{ documentRemove: gone }];
  }

  #changes(
    document: Document,
    to: readonly Recipient[],
    removedTargetIds: readonly number[],
  ): readonly Message[] {
    const bySelection = Map.groupBy(to, ({ select }) => JSON.stringify(select));
    if (bySelection.size === 0) bySelection.set("null", []);
    return [...bySelection.values()].map((recipients, index) => ({
      documentChange: {
        document: writeDocument(this.#database, document, recipients[0]?.select ?? null),
        targetIds: recipients.map(({ id }) => id),
        removedTargetIds: index === 0 ? removedTargetIds : [],
      },
    }));
  }
}

function remove<T>(list: T[], unwanted: (item: T) => boolean): void {
  for (let at = list.length - 1; at >= 0; at--) {
    const item = list[at];
    if (item !== undefined && unwanted(item)) list.splice(at, 1);
  }
}
