import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Message } from "../../rpc/api.ts";
import { decode, encode, messageType } from "../proto.ts";
import { parseMessage, parseText } from "./parse.ts";
import { printMessage } from "./print.ts";

const value = (json: unknown): Message => parseMessage(messageType("Value"), json);
const printed = (type: string, message: Message): string =>
  JSON.stringify(printMessage(messageType(type), message));
const refusal = (type: string, json: unknown): string => {
  try {
    parseMessage(messageType(type), json);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("It was accepted.");
};

describe("reading", () => {
  test.each([
    [{ integerValue: "9223372036854775807" }, { integerValue: "9223372036854775807" }],
    [{ integerValue: -7 }, { integerValue: "-7" }],
    [{ doubleValue: "NaN" }, { doubleValue: Number.NaN }],
    [{ doubleValue: "-Infinity" }, { doubleValue: Number.NEGATIVE_INFINITY }],
    [{ doubleValue: "-0" }, { doubleValue: -0 }],
    [{ doubleValue: "1e3" }, { doubleValue: 1000 }],
    [{ nullValue: null }, { nullValue: "NULL_VALUE" }],
    [{ nullValue: "NULL_VALUE" }, { nullValue: "NULL_VALUE" }],
    [{ boolean_value: true }, { booleanValue: true }],
    [
      { timestampValue: "2024-02-29T12:00:00.123456789Z" },
      { timestampValue: { seconds: "1709208000", nanos: 123_456_789 } },
    ],
    [{ timestampValue: "1969-12-31T23:59:59.5Z" }, { timestampValue: { seconds: "-1", nanos: 500_000_000 } }],
    [
      { timestampValue: "2024-01-01T01:00:00+01:00" },
      { timestampValue: { seconds: "1704067200", nanos: 0 } },
    ],
    [{ arrayValue: {} }, { arrayValue: {} }],
    [
      { mapValue: { fields: { __proto__x: { stringValue: "" } } } },
      { mapValue: { fields: { __proto__x: { stringValue: "" } } } },
    ],
  ])("%j", (json, message) => {
    expect(value(json)).toEqual(message);
  });

  test("bytes come in both base64 alphabets, padded or not", () => {
    for (const text of ["+/8=", "-_8=", "+/8", "-_8"])
      expect(value({ bytesValue: text })["bytesValue"]).toEqual(Buffer.from([0xfb, 0xff]));
  });

  test("enums come by name or number, wrappers as bare values, null as not given", () => {
    const query = {
      limit: 5,
      offset: null,
      orderBy: [{ field: { fieldPath: "a" }, direction: 2 }, { direction: "ASCENDING" }],
    };
    expect(parseMessage(messageType("StructuredQuery"), query)).toEqual({
      limit: { value: 5 },
      orderBy: [{ field: { fieldPath: "a" }, direction: "DESCENDING" }, { direction: "ASCENDING" }],
    });
  });

  test("a key such as __proto__ stays a key", () => {
    const message = parseText(messageType("MapValue"), '{"fields":{"__proto__":{"stringValue":"x"}}}');
    expect(Object.keys(message["fields"] as object)).toEqual(["__proto__"]);
  });

  test.each([
    ["Document", { nam: "x" }, 'Invalid JSON payload received. Unknown name "nam": Cannot find field.'],
    [
      "CommitRequest",
      { writes: [{}, { update: { fields: { a: { str: 1 } } } }] },
      `Invalid JSON payload received. Unknown name "str" at 'writes[1].update.fields[0].value': Cannot find field.`,
    ],
    ["Value", { integerValue: "1.5" }, `Invalid value at 'integer_value' (TYPE_INT64), "1.5"`],
    [
      "Value",
      { integerValue: "9223372036854775808" },
      `Invalid value at 'integer_value' (TYPE_INT64), "9223372036854775808"`,
    ],
    [
      "Value",
      { bytesValue: "*" },
      `Invalid value at 'bytes_value' (TYPE_BYTES), Base64 decoding failed for "*"`,
    ],
    [
      "Value",
      { stringValue: "a", booleanValue: true },
      "Invalid value at '' (oneof), oneof field 'value_type' is already set. Cannot set 'booleanValue'",
    ],
    ["Value", { timestampValue: "2024-02-30T00:00:00Z" }, "Illegal timestamp format"],
    ["Value", { geoPointValue: [] }, "Proto field is not repeating, cannot start list."],
    ["Value", "x", "Root element must be a message."],
    [
      "StructuredQuery",
      { orderBy: [{ direction: "UP" }] },
      `Invalid value at 'order_by[0].direction' (type.googleapis.com/google.firestore.v1.StructuredQuery.Direction), "UP"`,
    ],
  ])("%s %j is refused with the place", (type, json, message) => {
    expect(refusal(type, json)).toContain(message);
  });

  test("absurd depth is refused without harm", () => {
    const depth = 100_000;
    const text = `${'{"arrayValue":{"values":['.repeat(depth)}${"]}}".repeat(depth)}`;
    expect(() => parseText(messageType("Value"), text)).toThrow("Message too deep");
  });
});

describe("printing", () => {
  test("defaults are left out, members of a oneof are not", () => {
    expect(
      printed("TargetChange", {
        targetChangeType: "NO_CHANGE",
        targetIds: [],
        resumeToken: new Uint8Array(),
      }),
    ).toBe("{}");
    expect(printed("TargetChange", { targetChangeType: 1, targetIds: [2] })).toBe(
      '{"targetChangeType":"ADD","targetIds":[2]}',
    );
    expect(printed("Value", { booleanValue: false })).toBe('{"booleanValue":false}');
    expect(printed("Value", { nullValue: "NULL_VALUE" })).toBe('{"nullValue":null}');
    expect(printed("Value", { integerValue: 0 })).toBe('{"integerValue":"0"}');
  });

  test("-0 is told from 0, and what JSON cannot say is text", () => {
    expect(
      printed("ArrayValue", {
        values: [
          { doubleValue: -0 },
          { doubleValue: 0 },
          { doubleValue: Number.NaN },
          { doubleValue: Infinity },
        ],
      }),
    ).toBe(
      '{"values":[{"doubleValue":-0},{"doubleValue":0},{"doubleValue":"NaN"},{"doubleValue":"Infinity"}]}',
    );
  });

  test.each([
    [{ seconds: 0, nanos: 0 }, "1970-01-01T00:00:00Z"],
    [{ seconds: "-1", nanos: 500_000_000 }, "1969-12-31T23:59:59.500Z"],
    [{ seconds: 1, nanos: 1_000 }, "1970-01-01T00:00:01.000001Z"],
    [{ seconds: 253_402_300_799, nanos: 999_999_999 }, "9999-12-31T23:59:59.999999999Z"],
  ])("the time %j", (time, text) => {
    expect(printed("Value", { timestampValue: time })).toBe(`{"timestampValue":"${text}"}`);
  });
});

const leaf = fc.oneof(
  fc.record({ nullValue: fc.constant("NULL_VALUE") }),
  fc.record({ booleanValue: fc.boolean() }),
  fc.record({ integerValue: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String) }),
  fc.record({ doubleValue: fc.double() }),
  fc.record({ stringValue: fc.string({ unit: "binary" }).map((text) => text.toWellFormed()) }),
  fc.record({ bytesValue: fc.uint8Array().map((bytes) => Buffer.from(bytes)) }),
  fc.record({
    timestampValue: fc.record({
      seconds: fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }).map(String),
      nanos: fc.nat(999_999_999),
    }),
  }),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.record({
      mapValue: fc.record({ fields: fc.dictionary(fc.string(), tie("tree"), { minKeys: 1, maxKeys: 3 }) }),
    }),
    fc.record({ arrayValue: fc.record({ values: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }) }) }),
  ),
}));

test("whatever value is printed is read back the same, and survives the binary form", () => {
  const type = messageType("Value");
  fc.assert(
    fc.property(tree, (message) => {
      const text = JSON.stringify(printMessage(type, message as Message));
      expect(parseText(type, text)).toEqual(message);
      expect(JSON.stringify(printMessage(type, decode(type, encode(type, message as Message))))).toBe(text);
    }),
    { numRuns: 300 },
  );
});

test("no JSON makes the parser throw anything but a refusal", () => {
  const keys = fc.constantFrom(
    "writes",
    "update",
    "fields",
    "name",
    "structuredQuery",
    "where",
    "fieldFilter",
    "value",
    "integerValue",
    "arrayValue",
    "values",
    "currentDocument",
    "exists",
    "limit",
    "x",
  );
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 6 },
      fc.jsonValue({ maxDepth: 1 }),
      fc.dictionary(keys, tie("json"), { maxKeys: 4 }),
      fc.array(tie("json"), { maxLength: 3 }),
    ),
  }));
  fc.assert(
    fc.property(fc.constantFrom("CommitRequest", "RunQueryRequest", "ListenRequest"), json, (type, body) => {
      try {
        const message = parseMessage(messageType(type), body);
        // What is accepted can be written down as well.
        encode(messageType(type), message);
      } catch (error) {
        expect(error).toMatchObject({ code: "INVALID_ARGUMENT" });
      }
    }),
    { numRuns: 500 },
  );
});
