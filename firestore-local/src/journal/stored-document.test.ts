import fc from "fast-check";
import { expect, test } from "vitest";
import { Timestamp } from "../engine/value.ts";
import { ByteReader, ByteWriter } from "./bytes.ts";
import { StoredDocument } from "./stored-document.ts";
import { anyFields } from "./testing/arbitrary.ts";

import { NameReader, NameWriter, readFields, skipFields, writeFields } from "./values.ts";

test("passing over fields ends where reading them ends and learns the same names", () => {
  fc.assert(
    fc.property(anyFields, anyFields, (first, second) => {
      const out = new ByteWriter();
      const writer = new NameWriter();
      writeFields(out, writer, first);
      const between = out.length;
      writeFields(out, writer, second);
      const bytes = Buffer.from(out.written());
      const names = new NameReader();
      const passing = new ByteReader(bytes);
      skipFields(passing, names);
      expect(passing.at).toBe(between);
      expect(readFields(passing, names)).toStrictEqual(second);
      const time = new Timestamp(1, 0);
      const stored = new StoredDocument("a/1", time, time, bytes, 0, names.again);
      expect(stored.peek()).toStrictEqual(first);
      expect(stored.fields).toStrictEqual(first);
      expect(stored.fields).toBe(stored.fields);
    }),
  );
});
