/**
 * Field values as the engine holds them. The JavaScript type is the Firestore type, so a `typeof` or
 * `instanceof` is all a reader needs: `bigint` is a 64-bit integer, `number` is a double.
 */
export type Value =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | Timestamp
  | GeoPoint
  | Reference
  | ArrayValue
  | MapValue;

export type ArrayValue = readonly Value[];
export type MapValue = ReadonlyMap<string, Value>;

/** A point in time; seconds since the epoch and 0 ≤ nanos < 1e9. Firestore stores whole microseconds. */
export class Timestamp {
  readonly seconds: number;
  readonly nanos: number;
  constructor(seconds: number, nanos: number) {
    this.seconds = seconds;
    this.nanos = nanos;
  }
}

/** Degrees; latitude −90…90, longitude −180…180. */
export class GeoPoint {
  readonly latitude: number;
  readonly longitude: number;
  constructor(latitude: number, longitude: number) {
    this.latitude = latitude;
    this.longitude = longitude;
  }
}

/** A reference to a document by its full name, `projects/p/databases/d/documents/c/x`. */
export class Reference {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
