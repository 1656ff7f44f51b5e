import type { Database, Document } from "../../engine/api.ts";
import type { FieldPath, Query } from "../../engine/query.ts";
import type { Delta } from "../../engine/watch/delta.ts";
import type { Hub, Listener, Subscription } from "../../engine/watch/hub.ts";
import { resumeAtTime, resumeDocuments, resumeQuery } from "../../engine/watch/resume.ts";
import type { Point } from "../../engine/watch/token.ts";
import type { Ruleset } from "../../rules/api.ts";
import type { BidiSink, BidiStream, Message } from "../api.ts";
import { asFirestoreError, billOf, type Call } from "../call.ts";
import { child, invalid, string } from "../convert/message.ts";
import { databaseName, fullName } from "../convert/names.ts";
import { writeTimestamp } from "../convert/value.ts";
import type { Bill } from "../meter.ts";
import { billQuery, describe } from "../unary/queries.ts";
import { added, current, filter, removed, reset, snapshot } from "./messages.ts";
import { Outbox } from "./outbox.ts";
import {
  inOrder,
  readRemoval,
  readStreamDatabase,
  readTargetRequest,
  readWatched,
  type Since,
  type Watched,
} from "./target.ts";

/** Opens streams, and lets them be judged again when the rules change. */
export interface ListenParts {
  readonly hubOf: (database: Database) => Hub;
  /** Whether targets are judged again at every commit. */
  readonly recheck: boolean;
  /** Called when the stream is over. */
  readonly onClose: (stream: ListenStream) => void;
}

interface Target {
  readonly id: number;
  readonly watched: Watched;
  readonly select: readonly FieldPath[] | null;
  readonly bill: Bill;
  subscriptions: readonly Subscription[];
}

/** What the stream is about, from its first request on. */
interface Scope {
  readonly database: Database;
  readonly hub: Hub;
  readonly outbox: Outbox;
}

/** A target that goes on was told what it lacks; the names of all it has are for what cannot be told. */
interface Told {
  readonly names: readonly string[] | null;
}

/** One Listen stream: its targets, kept consistent with each other. */
export class ListenStream implements BidiStream, Listener {
  readonly #call: Call;
  readonly #sink: BidiSink;
  readonly #parts: ListenParts;
  readonly #targets = new Map<number, Target>();
  #scope: Scope | null = null;
  #closed = false;
  #judgedBy: Ruleset | null = null;
  constructor(call: Call, sink: BidiSink, parts: ListenParts) {
    this.#call = call;
    this.#sink = sink;
    this.#parts = parts;
  }

  receive(request: Message): void {
    if (this.#closed) return;
    try {
      const scope = this.#enter(request);
      const add = child(request, "addTarget");
      const remove = readRemoval(request);
      if (add !== undefined) this.#add(scope, add);
      else if (remove !== undefined && this.#drop(remove)) this.#sink.send(removed(remove));
    } catch (error) {
      this.close();
      this.#sink.end(asFirestoreError(error));
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const id of this.#targets.keys()) this.#drop(id);
    this.#scope?.hub.leave(this);
    this.#parts.onClose(this);
  }

  /** Judges every target by the rules as they are now; one that is refused is removed with its cause. */
  rejudge(): void {
    if (this.#scope === null || this.#closed) return;
    const { database } = this.#scope;
    this.#judgedBy = this.#rulesNow();
    for (const target of this.#targets.values()) {
      try {
        this.#judge(database, target.watched, target.bill);
      } catch (error) {
        this.#refuse(target.id, error);
      }
    }
  }

  settle(point: Point): void {
    if (this.#scope === null || this.#closed) return;
    if (this.#parts.recheck || this.#rulesNow() !== this.#judgedBy) this.rejudge();
    this.#flush(this.#scope);
    this.#sink.send(snapshot(point));
  }

  #flush({ database, outbox }: Scope): void {
    const { caller } = this.#call.context;
    const messages = outbox.take((document) =>
      this.#call.backend.access.mayGet(database, caller, document.path, document),
    );
    for (const message of messages) this.#sink.send(message);
  }

  #enter(request: Message): Scope {
    if (this.#scope !== null) {
      const named = string(request, "database");
      if (named !== "" && named !== this.#scope.database.name) {
        throw invalid(
          `Request specified a database (${named}) that did not match the expected database (${this.#scope.database.name})`,
        );
      }
      return this.#scope;
    }
    const database = this.#call.backend.databases(databaseName(readStreamDatabase(request)));
    const hub = this.#parts.hubOf(database);
    hub.join(this);
    this.#scope = { database, hub, outbox: new Outbox(database.name) };
    this.#judgedBy = this.#rulesNow();
    return this.#scope;
  }

  #rulesNow(): Ruleset | null {
    return this.#scope === null
      ? null
      : this.#call.backend.access.rulesFor(this.#scope.database, this.#call.context.caller);
  }

  #add(scope: Scope, message: Message): void {
    const request = readTargetRequest(message);
    const id = request.id === 0 ? this.#freeId() : request.id;
    if (this.#targets.has(id)) throw invalid(`Target ID ${id} is already in use.`);
    let target: Target;
    try {
      target = this.#open(scope, id, readWatched(scope.database.name, message));
    } catch (error) {
      // A target that cannot be is refused by itself; the stream and its other targets go on.
      this.#sink.send(removed(id, asFirestoreError(error)));
      return;
    }
    this.#targets.set(id, target);
    this.#call.backend.meter.listening(1);
    this.#sink.send(added(id));
    const { point } = scope.hub;
    const names = this.#catchUp(scope, target, request.since, point);
    this.#flush(scope);
    this.#sink.send(current(id, point));
    // After CURRENT, which a client whose count differs takes back.
    if (names !== null) this.#sink.send(filter(id, names));
    this.settle(point);
    if (request.once && this.#drop(id)) this.#sink.send(removed(id));
  }

  #freeId(): number {
    let id = 1;
    while (this.#targets.has(id)) id += 1;
    return id;
  }

  #open(scope: Scope, id: number, watched: Watched): Target {
    const { database, hub } = scope;
    const bill = billOf(
      this.#call,
      watched.kind === "query" ? describe(watched.query) : watched.paths.join(", "),
    );
    this.#judge(database, watched, bill);
    const select = watched.kind === "query" ? watched.query.select : null;
    const target: Target = { id, watched, select, bill, subscriptions: [] };
    const observer = {
      moved: (delta: Delta): void => {
        billDelta(bill, delta);
        scope.outbox.add(target, delta);
      },
      failed: (error: unknown): void => this.#refuse(id, error),
    };
    target.subscriptions =
      watched.kind === "query"
        ? [hub.subscribeQuery(watched.query, this, observer)]
        : watched.paths.map((path) => hub.subscribeDocument(path, this, observer));
    return target;
  }

  #judge(database: Database, watched: Watched, bill: Bill): void {
    const { access } = this.#call.backend;
    const { caller } = this.#call.context;
    if (watched.kind === "query") access.list(database, caller, watched.query, bill);
    else for (const path of watched.paths) access.get(database, caller, path, database.get(path), bill);
  }

  /** Sends what the client lacks; returns the names of all there is when they alone can tell what is gone. */
  #catchUp(scope: Scope, target: Target, since: Since, point: Point): readonly string[] | null {
    const documents = target.subscriptions.flatMap((subscription) => subscription.documents);
    const { watched } = target;
    if (since.kind !== "start") {
      const told =
        watched.kind === "query"
          ? this.#resumeQuery(scope, target, watched.query, since, point)
          : this.#resumeDocuments(scope, target, watched.paths, since, point);
      if (told !== null) return told.names;
      // Named documents are simply all told again, which leaves nothing to take back.
      if (watched.kind === "query") this.#sink.send(reset(target.id, point));
    }
    if (watched.kind === "query") {
      billQuery(target.bill, watched.query, { documents, skipped: watched.query.offset });
      this.#sendDocuments(scope, target, documents);
    } else this.#sendNamed(scope, target, watched.paths, documents, point);
    return null;
  }

  #resumeQuery(scope: Scope, target: Target, query: Query, since: Since, to: Point): Told | null {
    if (since.kind !== "point" && since.kind !== "time") return null;
    const { database, outbox } = scope;
    const told =
      since.kind === "point"
        ? resumeQuery(database, query, since.point, to)
        : resumeAtTime(database, query, since.time, to);
    if (told.kind === "restart") return null;
    if (told.kind === "count") {
      for (const { path } of told.changed) target.bill.read(path);
      this.#sendDocuments(scope, target, told.changed);
      return { names: told.documents.map(({ path }) => fullName(database.name, path)) };
    }
    billDelta(target.bill, told.delta);
    outbox.add(target, told.delta);
    return { names: null };
  }

  #resumeDocuments(
    scope: Scope,
    target: Target,
    paths: readonly string[],
    since: Since,
    to: Point,
  ): Told | null {
    const delta = since.kind === "point" ? resumeDocuments(scope.database, paths, since.point, to) : null;
    if (delta === null) return null;
    billDelta(target.bill, delta);
    scope.outbox.add(target, delta);
    return { names: null };
  }

  #sendDocuments(scope: Scope, target: Target, documents: readonly Document[]): void {
    const outbox = new Outbox(scope.database.name);
    outbox.add(target, { changed: documents, removed: [], time: scope.hub.point.time });
    for (const message of outbox.take(() => true)) this.#sink.send(message);
  }

  #sendNamed(
    scope: Scope,
    target: Target,
    paths: readonly string[],
    found: readonly Document[],
    point: Point,
  ): void {
    for (const [index, document] of inOrder(paths, found).entries()) {
      const path = paths[index] ?? "";
      target.bill.read(path);
      if (document !== null) this.#sendDocuments(scope, target, [document]);
      else {
        this.#sink.send({
          documentDelete: {
            document: fullName(scope.database.name, path),
            removedTargetIds: [target.id],
            readTime: writeTimestamp(point.time),
          },
        });
      }
    }
  }

  #refuse(id: number, error: unknown): void {
    if (this.#drop(id)) this.#sink.send(removed(id, asFirestoreError(error)));
  }

  /** Takes a target off the stream; false when there was none of that id. */
  #drop(id: number): boolean {
    const target = this.#targets.get(id);
    if (target === undefined) return false;
    this.#targets.delete(id);
    this.#call.backend.meter.listening(-1);
    for (const subscription of target.subscriptions) subscription.close();
    this.#scope?.outbox.drop(id);
    return true;
  }
}

/** A read for each document that came in, changed, or left because it changed; a deletion is free. */
function billDelta(bill: Bill, delta: Delta): void {
  for (const { path } of delta.changed) bill.read(path);
  for (const { path, reason } of delta.removed) if (reason === "changed") bill.read(path);
}
