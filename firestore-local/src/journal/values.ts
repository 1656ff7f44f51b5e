import { GeoPoint, Reference, Timestamp } from "../engine/value.ts";
import type { MapValue, Value } from "../engine/value.ts";
import type { ByteReader, ByteWriter } from "./bytes.ts";

/** The byte before each value. Stored in files: numbers are never reused or changed. */
const Tag = {
  null: 0,
  false: 1,
  true: 2,
  smallInteger: 3,
  integer: 4,
  double: 5,
  string: 6,
  bytes: 7,
  timestamp: 8,
  geoPoint: 9,
  reference: 10,
  array: 11,
  map: 12,
} as const;

const SMALL = 2n ** 52n;
/** Field names beyond this many are written out each time: maps keyed by ids must not grow the table for ever. */
const MOST_NAMES = 16_384;

/** Field names that occurred before in the same file are written as their number. */
export class NameWriter {
  readonly #numbers = new Map<string, number>();

  write(out: ByteWriter, name: string): void {
    const number = this.#numbers.get(name);
    if (number !== undefined) {
      out.varint(number + 2);
      return;
    }
    const remember = this.#numbers.size < MOST_NAMES;
    if (remember) this.#numbers.set(name, this.#numbers.size);
    out.varint(remember ? 1 : 0);
    out.string(name);
  }
}

/** The other side of NameWriter; equal names come back as one string, which also saves memory. */
export class NameReader {
  readonly #names: string[] = [];

  read(from: ByteReader): string {
    const head = from.varint();
    if (head >= 2) {
      const name = this.#names[head - 2];
      if (name === undefined) throw new RangeError(`field name ${head - 2} is not in the table`);
      return name;
    }
    const name = from.string();
    if (head === 1) this.#names.push(name);
    return name;
  }

  /** Reads a second time what was read before: it adds no name again. */
  readonly again: Names = {
    read: (from) => {
      const head = from.varint();
      return head >= 2 ? (this.#names[head - 2] ?? "") : from.string();
    },
  };
}

/** Where field names come from while values are read. */
export interface Names {
  read(from: ByteReader): string;
}

export function writeTimestamp(out: ByteWriter, time: Timestamp): void {
  out.signed(time.seconds);
  out.varint(time.nanos);
}

export function readTimestamp(from: ByteReader): Timestamp {
  return new Timestamp(from.signed(), from.varint());
}

/** Fields of a document or map, in the map's own order. */
export function writeFields(out: ByteWriter, names: NameWriter, fields: MapValue): void {
  out.varint(fields.size);
  for (const [name, value] of fields) {
    names.write(out, name);
    writeValue(out, names, value);
  }
}

export function readFields(from: ByteReader, names: Names): MapValue {
  const fields = new Map<string, Value>();
  for (let left = from.varint(); left > 0; left--) {
    const name = names.read(from);
    fields.set(name, readValue(from, names));
  }
  return fields;
}

/** Any value, exactly: integers stay bigint, NaN and −0 stay what they are. */
export function writeValue(out: ByteWriter, names: NameWriter, value: Value): void {
  switch (typeof value) {
    case "string":
      out.byte(Tag.string);
      out.string(value);
      return;
    case "number":
      out.byte(Tag.double);
      out.double(value);
      return;
    case "bigint":
      if (value > -SMALL && value < SMALL) {
        out.byte(Tag.smallInteger);
        out.signed(Number(value));
      } else {
        out.byte(Tag.integer);
        out.int64(value);
      }
      return;
    case "boolean":
      out.byte(value ? Tag.true : Tag.false);
      return;
    default:
      writeObject(out, names, value);
  }
}

function writeObject(
  out: ByteWriter,
  names: NameWriter,
  value: Exclude<Value, string | number | bigint | boolean>,
): void {
  if (value === null) {
    out.byte(Tag.null);
  } else if (value instanceof Timestamp) {
    out.byte(Tag.timestamp);
    writeTimestamp(out, value);
  } else if (value instanceof Uint8Array) {
    out.byte(Tag.bytes);
    out.bytes(value);
  } else if (value instanceof GeoPoint) {
    out.byte(Tag.geoPoint);
    out.double(value.latitude);
    out.double(value.longitude);
  } else if (value instanceof Reference) {
    out.byte(Tag.reference);
    out.string(value.name);
  } else if (value instanceof Map) {
    out.byte(Tag.map);
    writeFields(out, names, value);
  } else {
    writeArray(out, names, value as readonly Value[]);
  }
}

function writeArray(out: ByteWriter, names: NameWriter, values: readonly Value[]): void {
  out.byte(Tag.array);
  out.varint(values.length);
  for (const value of values) writeValue(out, names, value);
}

export function readValue(from: ByteReader, names: Names): Value {
  const tag = from.byte();
  switch (tag) {
    case Tag.null:
      return null;
    case Tag.false:
      return false;
    case Tag.true:
      return true;
    case Tag.smallInteger:
      return BigInt(from.signed());
    case Tag.integer:
      return from.int64();
    case Tag.double:
      return from.double();
    case Tag.string:
      return from.string();
    case Tag.bytes:
      return from.bytes();
    case Tag.timestamp:
      return readTimestamp(from);
    case Tag.geoPoint: {
      const latitude = from.double();
      return new GeoPoint(latitude, from.double());
    }
    case Tag.reference:
      return new Reference(from.string());
    case Tag.array: {
      const values: Value[] = [];
      for (let left = from.varint(); left > 0; left--) values.push(readValue(from, names));
      return values;
    }
    case Tag.map:
      return readFields(from, names);
    default:
      throw new RangeError(`no value begins with byte ${tag}`);
  }
}

/** Passes over fields, and learns the names in them, without making anything of their values. */
export function skipFields(from: ByteReader, names: NameReader): void {
  for (let left = from.varint(); left > 0; left--) {
    names.read(from);
    skipValue(from, names);
  }
}

function skipValue(from: ByteReader, names: NameReader): void {
  const tag = from.byte();
  switch (tag) {
    case Tag.null:
    case Tag.false:
    case Tag.true:
      return;
    case Tag.smallInteger:
      from.varint();
      return;
    case Tag.integer:
    case Tag.double:
      from.skip(8);
      return;
    case Tag.string:
    case Tag.reference:
      from.skipString();
      return;
    case Tag.bytes:
      from.skip(from.varint());
      return;
    case Tag.timestamp:
      from.varint();
      from.varint();
      return;
    case Tag.geoPoint:
      from.skip(16);
      return;
    case Tag.array:
      for (let left = from.varint(); left > 0; left--) skipValue(from, names);
      return;
    case Tag.map:
      skipFields(from, names);
      return;
    default:
      throw new RangeError(`no value begins with byte ${tag}`);
  }
}
