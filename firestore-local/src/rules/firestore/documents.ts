import type { Document } from "../../engine/api.ts";
import type { Reader } from "../api.ts";
import { Aborted, type Documents } from "../runtime/run.ts";
import type { Path } from "../values/path.ts";
import { Failure, type Outcome } from "../values/value.ts";
import { ResourceObject } from "./objects.ts";

/** Access calls that the rules of one document may make. */
const CALLS_PER_DOCUMENT = 10;
/** And those of a request of several documents, all together. */
const CALLS_PER_REQUEST = 20;

/** The documents that rules read during one request. A document read twice is read, billed and counted once. */
export class AccessCalls implements Documents {
  readonly #reader: Reader;
  readonly #database: string;
  readonly #read = new Map<string, { now?: Document | null; after?: Document | null }>();
  #calls = 0;
  #sinceDocument = 0;

  constructor(reader: Reader, database: string) {
    this.#reader = reader;
    this.#database = database;
  }

  /** The next document of the request has its own ten calls. */
  nextDocument(): void {
    this.#sinceDocument = 0;
  }

  /** Paths read so far. */
  get accessed(): readonly string[] {
    return [...this.#read.keys()];
  }

  get(path: Path, after: boolean): Outcome {
    const document = this.#document(path, after);
    return document === null || document instanceof Failure
      ? document
      : new ResourceObject(document, this.#database);
  }

  exists(path: Path, after: boolean): Outcome {
    const document = this.#document(path, after);
    return document instanceof Failure ? document : document !== null;
  }

  #document(path: Path, after: boolean): Document | null | Failure {
    const { segments } = path;
    if (
      segments[0] !== "databases" ||
      segments[1] !== this.#database ||
      segments[2] !== "documents" ||
      segments.length < 5 ||
      segments.length % 2 === 0
    ) {
      return new Failure(`Invalid document path: [${path.toString()}].`);
    }
    let name = `${segments[3]}/${segments[4]}`;
    for (let at = 5; at < segments.length; at++) name += `/${segments[at]}`;
    let states = this.#read.get(name);
    const known = after ? states?.after : states?.now;
    if (known !== undefined) return known;
    this.#count();
    if (states === undefined) this.#read.set(name, (states = {}));
    return after ? (states.after = this.#reader.getAfter(name)) : (states.now = this.#reader.get(name));
  }

  #count(): void {
    if (++this.#sinceDocument > CALLS_PER_DOCUMENT)
      throw new Aborted(
        `Exceeded the limit of ${CALLS_PER_DOCUMENT} document access calls for one document or query.`,
      );
    if (++this.#calls > CALLS_PER_REQUEST)
      throw new Aborted(`Exceeded the limit of ${CALLS_PER_REQUEST} document access calls for one request.`);
  }
}
