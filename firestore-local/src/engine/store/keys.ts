import { isArray, isVector, sortedKeys } from "../order.ts";
import { numericId } from "../path.ts";
import { GeoPoint, Reference, Timestamp } from "../value.ts";
import type { MapValue, Value } from "../value.ts";

/*
 * Index keys are strings of characters 0–255 whose plain `<` is Firestore's order, so that a tree compares keys natively
 * and never looks at values. Every encoding ends itself (none is a prefix of another), so keys can be put one after
 * the other, and the complement of all its characters is the same value in descending order. Equal values (1 and 1.0,
 * 0 and -0) have the same key, which is also the canonical form of a value.
 */

const Tag = {
  end: 0x00,
  null: 0x05,
  false: 0x0a,
  true: 0x0b,
  nan: 0x0d,
  number: 0x0e,
  timestamp: 0x14,
  string: 0x19,
  bytes: 0x1e,
  reference: 0x25,
  geoPoint: 0x2d,
  array: 0x32,
  vector: 0x35,
  map: 0x37,
} as const;

const SEGMENT_NUMERIC = 0x01;
const SEGMENT_TEXT = 0x02;
/** Ends a run of bytes; a zero inside one is written as 0x00 0xff, which is above. */
const ESCAPE = 0x00;
const ESCAPED_ZERO = 0xff;
const TERMINATOR = 0x01;

/** Longer than any key that starts with what comes before it. No key holds this character. */
export const AFTER = "\uffff";

/** Writes keys into a buffer that is used again for the next one. */
export class KeyWriter {
  #buffer = Buffer.allocUnsafe(4096);
  #length = 0;
  readonly #float = new DataView(new ArrayBuffer(8));

  /** Starts over. */
  reset(): this {
    this.#length = 0;
    return this;
  }

  /** The key written so far. */
  take(): string {
    return this.#buffer.toString("latin1", 0, this.#length);
  }

  /** A place to come back to with `truncate`. */
  get position(): number {
    return this.#length;
  }

  /** Forgets what was written after the position. */
  truncate(position: number): void {
    this.#length = position;
  }

  /** A value in ascending or descending order. */
  value(value: Value, descending = false): this {
    const from = this.#length;
    this.#value(value);
    if (descending) this.#invert(from);
    return this;
  }

  /** A document's path in the order of names. */
  path(path: string, descending = false): this {
    const from = this.#length;
    this.#path(path);
    if (descending) this.#invert(from);
    return this;
  }

  #invert(from: number): void {
    for (let i = from; i < this.#length; i++) this.#buffer[i] = ~(this.#buffer[i] ?? 0) & 0xff;
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + bytes));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }

  #byte(byte: number): void {
    if (this.#length === this.#buffer.length) this.#reserve(1);
    this.#buffer[this.#length++] = byte;
  }

  #value(value: Value): void {
    switch (typeof value) {
      case "boolean":
        return this.#byte(value ? Tag.true : Tag.false);
      case "bigint":
      case "number":
        return this.#number(value);
      case "string":
        this.#byte(Tag.string);
        return this.#text(value);
      default:
        return this.#object(value);
    }
  }

  #object(value: Exclude<Value, boolean | bigint | number | string>): void {
    if (value === null) return this.#byte(Tag.null);
    if (value instanceof Map) return isVector(value) ? this.#vector(value) : this.#map(value);
    if (isArray(value)) {
      this.#byte(Tag.array);
      for (const item of value) this.#value(item);
      return this.#byte(Tag.end);
    }
    if (value instanceof Timestamp) {
      this.#byte(Tag.timestamp);
      this.#unsigned(value.seconds + 2 ** 46, 6);
      return this.#unsigned(value.nanos, 4);
    }
    if (value instanceof Reference) {
      this.#byte(Tag.reference);
      return this.#path(value.name);
    }
    if (value instanceof GeoPoint) {
      this.#byte(Tag.geoPoint);
      this.#number(value.latitude);
      return this.#number(value.longitude);
    }
    if (value instanceof Uint8Array) {
      this.#byte(Tag.bytes);
      return this.#bytes(value);
    }
  }

  #vector(value: MapValue): void {
    const items = value.get("value");
    const list = isArray(items) ? items : [];
    this.#byte(Tag.vector);
    this.#unsigned(list.length, 4);
    for (const item of list) this.#value(item);
  }

  #map(value: MapValue): void {
    this.#byte(Tag.map);
    for (const key of sortedKeys(value)) {
      this.#byte(Tag.string);
      this.#text(key);
      this.#value(value.get(key) ?? null);
    }
    this.#byte(Tag.end);
  }

  /**
   * A double that is not above the number, in an order-keeping form, and how far the number is above it: integers beyond
   * 2^53 that no double can hold still sort between the doubles around them.
   */
  #number(value: bigint | number): void {
    let base = Number(value);
    let rest = 0;
    if (typeof value === "bigint") {
      if (!Number.isSafeInteger(base)) {
        if (BigInt(base) > value) base = this.#doubleBelow(base);
        rest = Number(value - BigInt(base));
      }
    } else if (Number.isNaN(value)) {
      return this.#byte(Tag.nan);
    }
    this.#byte(Tag.number);
    this.#reserve(10);
    // Adding 0 turns -0 into 0.
    this.#float.setFloat64(0, base + 0);
    const flip = this.#float.getUint8(0) >= 0x80 ? 0xff : 0x00;
    for (let i = 0; i < 8; i++)
      this.#buffer[this.#length++] = this.#float.getUint8(i) ^ (i === 0 && flip === 0 ? 0x80 : flip);
    this.#unsigned(rest, 2);
  }

  #doubleBelow(value: number): number {
    this.#float.setFloat64(0, value);
    const bits = this.#float.getBigInt64(0);
    this.#float.setBigInt64(0, value > 0 ? bits - 1n : bits + 1n);
    return this.#float.getFloat64(0);
  }

  #unsigned(value: number, bytes: number): void {
    this.#reserve(bytes);
    this.#buffer.writeUIntBE(value, this.#length, bytes);
    this.#length += bytes;
  }

  /** A string as its UTF-8 bytes. Plain ASCII, which is nearly all there is, is copied unit by unit. */
  #text(text: string): void {
    this.#reserve(text.length + 2);
    const buffer = this.#buffer;
    let at = this.#length;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === 0 || unit > 0x7f) return this.#bytes(Buffer.from(text, "utf8"));
      buffer[at++] = unit;
    }
    buffer[at++] = ESCAPE;
    buffer[at++] = TERMINATOR;
    this.#length = at;
  }

  #bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length * 2 + 2);
    const buffer = this.#buffer;
    let at = this.#length;
    for (const byte of bytes) {
      buffer[at++] = byte;
      if (byte === ESCAPE) buffer[at++] = ESCAPED_ZERO;
    }
    buffer[at++] = ESCAPE;
    buffer[at++] = TERMINATOR;
    this.#length = at;
  }

  #path(path: string): void {
    for (const segment of path.split("/")) {
      const number = numericId(segment);
      if (number === null) {
        this.#byte(SEGMENT_TEXT);
        this.#text(segment);
      } else {
        this.#byte(SEGMENT_NUMERIC);
        this.#reserve(8);
        // Ids of 19 digits can exceed int64; such a one is as high (or low) as the order goes.
        this.#buffer.writeBigUInt64BE(BigInt.asUintN(64, clampInt64(number) + (1n << 63n)), this.#length);
        this.#length += 8;
      }
    }
    this.#byte(Tag.end);
  }
}

function clampInt64(value: bigint): bigint {
  const limit = 1n << 63n;
  return value >= limit ? limit - 1n : value < -limit ? -limit : value;
}

const writer = new KeyWriter();

/** A value's key in ascending order; the same for equal values, so it also serves as a canonical form and hash. */
export function valueKey(value: Value): string {
  return writer.reset().value(value).take();
}

/** A document path's key in the order of names. */
export function pathKey(path: string): string {
  return writer.reset().path(path).take();
}

/** Keys of all values of the same type as this one are from the first (inclusive) to the second (exclusive); NaN stands apart from the numbers. */
export function typeRange(value: Value): readonly [string, string] {
  const tag = valueKey(value).charCodeAt(0);
  return [
    String.fromCharCode(tag === Tag.true ? Tag.false : tag),
    String.fromCharCode((tag === Tag.false ? Tag.true : tag) + 1),
  ];
}

/** The complement of a key: its place in descending order. */
export function invertKey(key: string): string {
  let inverted = "";
  for (let i = 0; i < key.length; i++) inverted += String.fromCharCode(~key.charCodeAt(i) & 0xff);
  return inverted;
}
