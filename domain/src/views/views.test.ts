import fc from "fast-check";
import { expect, test } from "vitest";
import { readView, viewTexts } from "./views.ts";

const key = fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,20}$/);
const view = fc.record({
  columns: fc.array(
    fc.record({ key, shown: fc.constant(true), width: fc.option(fc.integer({ min: 56, max: 2000 })) }),
    { maxLength: 20 },
  ),
  filters: fc.dictionary(key, fc.string({ unit: "grapheme", minLength: 1 })),
  sort: fc.option(fc.record({ key, descending: fc.boolean() })),
});

test("a view is read as it was stored, whatever is typed into its filters", () => {
  fc.assert(
    fc.property(view, (content) => {
      const texts = viewTexts(content);
      const read = readView("v1", { owner: "eva", table: "customers", name: "Mine", ...texts });
      expect(read.ok && read.value).toMatchObject({
        ...content,
        filters: { ...content.filters },
        shared: false,
      });
      // What the rules let pass.
      expect(texts.columns).toMatch(/^[A-Za-z0-9_:,]*$/);
      expect(texts.filters).toMatch(/^[!-~]*$/);
    }),
  );
});

test("half a sign in a filter is nobody's filter, and takes nothing else along", () => {
  const stored = { owner: "eva", table: "customers", name: "Mine", filters: "city=%E0%A4%A&status=new" };
  const read = readView("v1", stored);
  expect(read.ok && read.value.filters).toEqual({ status: "new" });
});
