/** Shared locks go together; an exclusive one goes with nobody else's. */
export type Mode = "shared" | "exclusive";

/** Somebody who holds and waits for locks: a transaction, or a commit outside of one. */
export interface Owner {
  /** Smaller is older. */
  readonly age: number;
  /** Whether the owner may be told to start over; a commit outside of a transaction may not. */
  readonly woundable: boolean;
  readonly held: Map<string, Mode>;
  waiting: Waiter | null;
  /** Set when the owner lost its locks to somebody else. */
  wounded: boolean;
}

interface Waiter {
  readonly owner: Owner;
  readonly key: string;
  readonly mode: Mode;
  readonly grant: () => void;
}

interface Lock {
  readonly holders: Map<Owner, Mode>;
  /** First come, first served; whoever turns a shared lock into an exclusive one comes before all others. */
  readonly queue: Waiter[];
}

/** A fresh owner without locks. */
export function owner(age: number, woundable: boolean): Owner {
  return { age, woundable, held: new Map(), waiting: null, wounded: false };
}

/**
 * Locks on keys, for waiting in line. Whoever wants to write what younger transactions have only read wounds them
 * (they lose everything they hold); for all else owners wait their turn, and a circle of waiting owners is broken at once
 * by wounding its youngest transaction. So nobody waits for ever on somebody who waits.
 */
export class Locks {
  readonly #locks = new Map<string, Lock>();

  /** Whether nobody holds anything. */
  get idle(): boolean {
    return this.#locks.size === 0;
  }

  /**
   * Takes a lock: null when it is had at once, else a promise of it. `preempt` wounds younger readers in the way. When the
   * promise resolves the owner may have been wounded meanwhile instead; look at `wounded`.
   */
  acquire(owner: Owner, key: string, mode: Mode, preempt: boolean): Promise<void> | null {
    if (owner.wounded) return null;
    const held = owner.held.get(key);
    if (held === "exclusive" || held === mode) return null;
    const lock = this.#locks.get(key) ?? { holders: new Map<Owner, Mode>(), queue: [] };
    this.#locks.set(key, lock);
    if (preempt && mode === "exclusive") this.#woundReaders(lock, owner);
    if (fits(lock, owner, mode) && (held !== undefined || lock.queue.length === 0)) {
      // Wounding may have emptied the lock and dropped it from the table.
      this.#locks.set(key, lock);
      hold(lock, owner, key, mode);
      return null;
    }
    this.#locks.set(key, lock);
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiter: Waiter = { owner, key, mode, grant: resolve };
    if (held === undefined) lock.queue.push(waiter);
    else lock.queue.unshift(waiter);
    owner.waiting = waiter;
    this.#breakCircle(owner);
    return promise;
  }

  /** Gives up everything an owner holds or waits for. */
  release(owner: Owner): void {
    this.#stopWaiting(owner);
    for (const key of owner.held.keys()) {
      const lock = this.#locks.get(key);
      lock?.holders.delete(owner);
      if (lock !== undefined) this.#advance(key, lock);
    }
    owner.held.clear();
  }

  /** Takes everything from an owner, who sees it at its next step. */
  wound(owner: Owner): void {
    owner.wounded = true;
    this.release(owner);
  }

  #stopWaiting(owner: Owner): void {
    const { waiting } = owner;
    if (waiting === null) return;
    owner.waiting = null;
    const lock = this.#locks.get(waiting.key);
    if (lock !== undefined) {
      lock.queue.splice(lock.queue.indexOf(waiting), 1);
      this.#advance(waiting.key, lock);
    }
    waiting.grant();
  }

  /** Lets in whoever can now hold the lock. */
  #advance(key: string, lock: Lock): void {
    for (
      let next = lock.queue[0];
      next !== undefined && fits(lock, next.owner, next.mode);
      next = lock.queue[0]
    ) {
      lock.queue.shift();
      hold(lock, next.owner, key, next.mode);
      next.owner.waiting = null;
      next.grant();
    }
    if (lock.holders.size === 0 && lock.queue.length === 0) this.#locks.delete(key);
  }

  #woundReaders(lock: Lock, owner: Owner): void {
    const losers = [...lock.holders].filter(
      ([holder, mode]) => holder !== owner && mode === "shared" && holder.woundable && holder.age > owner.age,
    );
    for (const [loser] of losers) this.wound(loser);
  }

  /** Wounds the youngest transaction of each circle that the owner's waiting closes. */
  #breakCircle(owner: Owner): void {
    for (let circle = this.#circle(owner); circle !== null; circle = this.#circle(owner)) {
      const victims = circle.filter((member) => member.woundable);
      const youngest = victims.reduce<Owner | null>(
        (most, member) => (most === null || member.age > most.age ? member : most),
        null,
      );
      if (youngest === null) return;
      this.wound(youngest);
    }
  }

  /** The owners waiting for one another from an owner back to it. */
  #circle(start: Owner): readonly Owner[] | null {
    const path: Owner[] = [];
    const seen = new Set<Owner>();
    const visit = (current: Owner): boolean => {
      path.push(current);
      for (const blocker of this.#blockers(current)) {
        if (blocker === start) return true;
        if (seen.has(blocker)) continue;
        seen.add(blocker);
        if (visit(blocker)) return true;
      }
      path.pop();
      return false;
    };
    return visit(start) ? path : null;
  }

  #blockers(owner: Owner): readonly Owner[] {
    const { waiting } = owner;
    const lock = waiting === null ? undefined : this.#locks.get(waiting.key);
    if (waiting === null || lock === undefined) return [];
    const conflicting = (mode: Mode): boolean => mode === "exclusive" || waiting.mode === "exclusive";
    const holders = [...lock.holders]
      .filter(([holder, mode]) => holder !== owner && conflicting(mode))
      .map(([holder]) => holder);
    // Everybody ahead counts: even one who fits must be let in first.
    const ahead = lock.queue.slice(0, lock.queue.indexOf(waiting)).map((waiter) => waiter.owner);
    return [...holders, ...ahead];
  }
}

function fits(lock: Lock, owner: Owner, mode: Mode): boolean {
  for (const [holder, held] of lock.holders) {
    if (holder !== owner && (mode === "exclusive" || held === "exclusive")) return false;
  }
  return true;
}

function hold(lock: Lock, owner: Owner, key: string, mode: Mode): void {
  lock.holders.set(owner, mode);
  owner.held.set(key, mode);
}
