import type { Commit, Journal } from "./api.ts";
import { FirestoreError } from "./errors.ts";

/**
 * Takes commits that are applied to the journal, and to listeners in version order once they are durable. Several may be
 * on their way to the journal together (it groups them).
 */
export class Publisher {
  readonly #journal: Journal | null;
  readonly #listeners = new Set<(commit: Commit) => void>();
  /** Resolves when everything published so far is durable and heard. */
  #tail: Promise<void> = Promise.resolve();
  #failure: FirestoreError | null = null;

  constructor(journal: Journal | null) {
    this.#journal = journal;
  }

  /** Throws once the journal has failed: what is in memory is then ahead of the disk, and nothing more may be promised. */
  check(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  listen(listener: (commit: Commit) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when the commit is durable and its listeners, and those of all commits before it, have heard of it. */
  publish(commit: Commit): Promise<void> {
    const durable = this.#journal === null ? null : this.#journal.append(commit);
    const before = this.#tail;
    this.#tail = (async () => {
      await Promise.all([before, durable]);
      // Whoever starts listening because of this commit hears only of later ones.
      const listeners = [...this.#listeners];
      for (const listener of listeners) tell(listener, commit);
    })().catch((cause: unknown) => {
      this.#failure ??= new FirestoreError(
        "UNAVAILABLE",
        `The commit could not be made durable: ${cause instanceof Error ? cause.message : String(cause)}`,
      );
      throw this.#failure;
    });
    // Whoever committed hears of a failure; the chain itself has nobody to tell.
    this.#tail.catch(() => undefined);
    return this.#tail;
  }

  /** Resolves when everything published so far is durable and heard. */
  settled(): Promise<void> {
    return this.#tail;
  }
}

/** A listener's fault is its own: neither the commit nor the other listeners suffer. */
function tell(listener: (commit: Commit) => void, commit: Commit): void {
  try {
    listener(commit);
  } catch (cause) {
    process.emitWarning(cause instanceof Error ? cause : new Error(String(cause)));
  }
}
