/**
 * Growing bytes and their reader, for the journal's records: variable-length integers, doubles, and strings that
 * keep lone surrogates (UTF-8 has no form for them, so such a string is stored as UTF-16).
 */

const LARGEST_VARINT = Number.MAX_SAFE_INTEGER;

export class ByteWriter {
  #bytes: Buffer;
  #length = 0;

  constructor(capacity = 16_384) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** How much fits before the next growth. */
  get capacity(): number {
    return this.#bytes.length;
  }

  /** The bytes written so far; a view that is valid until the next write or `rewind`. */
  written(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Drops everything after `length`, to reuse the room or to take back a half-written record. */
  rewind(length: number): void {
    this.#length = length;
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = value;
  }

  /** A whole number from 0 to 2^53 − 1, in one to eight bytes. */
  varint(value: number): void {
    if (!(value >= 0 && value <= LARGEST_VARINT))
      throw new RangeError(`not a whole number that can be stored: ${value}`);
    this.#room(8);
    let rest = value;
    while (rest >= 128) {
      this.#bytes[this.#length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** A whole number from −2^52 to 2^52 − 1; small ones of either sign are short. */
  signed(value: number): void {
    this.varint(value >= 0 ? value * 2 : -value * 2 - 1);
  }

  int64(value: bigint): void {
    this.#room(8);
    this.#length = this.#bytes.writeBigInt64LE(value, this.#length);
  }

  double(value: number): void {
    this.#room(8);
    this.#length = this.#bytes.writeDoubleLE(value, this.#length);
  }

  bytes(value: Uint8Array): void {
    this.varint(value.length);
    this.#room(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  string(value: string): void {
    const utf8 = value.isWellFormed();
    const size = utf8 ? Buffer.byteLength(value, "utf8") : value.length * 2;
    this.varint(size * 2 + (utf8 ? 0 : 1));
    this.#room(size);
    // All-ASCII text, the common case, is copied without being encoded.
    this.#bytes.write(
      value,
      this.#length,
      size,
      utf8 ? (size === value.length ? "latin1" : "utf8") : "utf16le",
    );
    this.#length += size;
  }

  #room(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}

/** Reads what ByteWriter wrote; throws RangeError when the bytes end too early. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    const value = this.#bytes[this.#at++];
    if (value === undefined) throw new RangeError("the record ends too early");
    return value;
  }

  varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      if (byte < 128) return value + byte * scale;
      value += (byte - 128) * scale;
      scale *= 128;
    }
  }

  signed(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  int64(): bigint {
    const value = this.#bytes.readBigInt64LE(this.#at);
    this.#at += 8;
    return value;
  }

  double(): number {
    const value = this.#bytes.readDoubleLE(this.#at);
    this.#at += 8;
    return value;
  }

  /** A copy, so that one small value does not keep the whole buffer alive. */
  bytes(): Uint8Array {
    return new Uint8Array(this.#take(this.varint()));
  }

  string(): string {
    const head = this.varint();
    const utf16 = head % 2 === 1;
    const size = (head - (utf16 ? 1 : 0)) / 2;
    const start = this.#at;
    this.skip(size);
    return this.#bytes.toString(utf16 ? "utf16le" : "utf8", start, this.#at);
  }

  skipString(): void {
    const head = this.varint();
    this.skip((head - (head % 2)) / 2);
  }

  /** Where the next byte is. */
  get at(): number {
    return this.#at;
  }

  #take(size: number): Buffer {
    const start = this.#at;
    this.skip(size);
    return this.#bytes.subarray(start, this.#at);
  }

  skip(size: number): void {
    if (this.#at + size > this.#bytes.length) throw new RangeError("the record ends too early");
    this.#at += size;
  }
}
