import type { Document } from "../engine/api.ts";
import type { MapValue, Timestamp } from "../engine/value.ts";
import { ByteReader } from "./bytes.ts";
import { readFields } from "./values.ts";
import type { Names } from "./values.ts";

/**
 * A document as it lies in a file: its fields are made when somebody first looks at them. A start with a million
 * documents would otherwise spend its time on values that nobody asks for that day.
 */
export class StoredDocument implements Document {
  readonly path: string;
  readonly createTime: Timestamp;
  readonly updateTime: Timestamp;
  #fields: MapValue | null = null;
  #bytes: Buffer | null;
  readonly #at: number;
  readonly #names: Names;

  /** The fields begin at `at` of `bytes`, which nobody changes any more. */
  constructor(
    path: string,
    createTime: Timestamp,
    updateTime: Timestamp,
    bytes: Buffer,
    at: number,
    names: Names,
  ) {
    this.path = path;
    this.createTime = createTime;
    this.updateTime = updateTime;
    this.#bytes = bytes;
    this.#at = at;
    this.#names = names;
  }

  get fields(): MapValue {
    this.#fields ??= this.peek();
    this.#bytes = null;
    return this.#fields;
  }

  /** The fields for one look: what is written to a file again is not kept in memory for it. */
  peek(): MapValue {
    if (this.#bytes === null) return this.fields;
    return this.#fields ?? readFields(new ByteReader(this.#bytes, this.#at), this.#names);
  }
}
