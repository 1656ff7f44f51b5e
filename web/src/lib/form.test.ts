import { createRoot, createSignal } from "solid-js";
import { expect, test } from "vitest";
import { createFormState } from "./form.ts";

interface Fields {
  name: string;
  city: string;
  phones: string[];
}

function setUp(start: Fields = { name: "Ann", city: "Oslo", phones: ["1"] }) {
  const [stored, setStored] = createSignal(start);
  const form = createRoot(() =>
    createFormState<Fields>({
      stored,
      fields: ["name", "city", "phones"],
      validate: (values) => (values.name.trim() === "" ? { name: "A name is needed" } : {}),
    }),
  );
  return { form, change: (part: Partial<Fields>) => setStored((old) => ({ ...old, ...part })) };
}

test("only touched fields are sent, each with the value the person started from", () => {
  const { form } = setUp();
  form.set("city", "Bergen");
  expect(form.dirty()).toBe(true);
  expect(form.changes()).toEqual({ city: { base: "Oslo", value: "Bergen" } });
});

test("typing back what is stored is no change", () => {
  const { form } = setUp();
  form.set("phones", ["1", "2"]);
  form.set("phones", ["1"]);
  expect(form.dirty()).toBe(false);
  expect(form.changes()).toEqual({});
});

test("an untouched field follows a colleague's change, a touched one keeps what was typed", () => {
  const { form, change } = setUp();
  form.set("city", "Bergen");
  change({ name: "Anna" });
  expect(form.value("name")).toBe("Anna");
  expect(form.value("city")).toBe("Bergen");
  expect(form.conflicts()).toEqual([]);
  expect(form.changes()).toEqual({ city: { base: "Oslo", value: "Bergen" } });
});

test("the same field changed by both is a conflict of three values", () => {
  const { form, change } = setUp();
  form.set("city", "Bergen");
  change({ city: "Paris" });
  expect(form.conflicts()).toEqual([{ field: "city", base: "Oslo", theirs: "Paris", mine: "Bergen" }]);
});

test("an empty field is a start like any other: a colleague who fills it is asked about, however often more is typed", () => {
  const [stored, setStored] = createSignal<{ note: string | null }>({ note: null });
  const form = createRoot(() => createFormState<{ note: string | null }>({ stored, fields: ["note"] }));
  form.set("note", "Mi");
  setStored({ note: "theirs" });
  form.set("note", "Mine");
  expect(form.changes()).toEqual({ note: { base: null, value: "Mine" } });
  expect(form.conflicts()).toEqual([{ field: "note", base: null, theirs: "theirs", mine: "Mine" }]);
});

test("insisting over a colleague who emptied the field starts from empty", () => {
  const [stored, setStored] = createSignal<{ note: string | null }>({ note: "before" });
  const form = createRoot(() => createFormState<{ note: string | null }>({ stored, fields: ["note"] }));
  form.set("note", "mine");
  form.keep("note", null);
  expect(form.changes()).toEqual({ note: { base: null, value: "mine" } });
  setStored({ note: null });
  expect(form.conflicts()).toEqual([]);
});

test("the base stays the first one while typing goes on after a colleague's change", () => {
  const { form, change } = setUp();
  form.set("city", "B");
  change({ city: "Paris" });
  form.set("city", "Bergen");
  expect(form.changes()).toEqual({ city: { base: "Oslo", value: "Bergen" } });
  expect(form.conflicts()).toHaveLength(1);
});

test("both typing the same is no conflict and nothing to save", () => {
  const { form, change } = setUp();
  form.set("city", "Bergen");
  change({ city: "Bergen" });
  expect(form.conflicts()).toEqual([]);
  expect(form.dirty()).toBe(false);
});

test("going back to the start after a colleague's change lets theirs stand", () => {
  const { form, change } = setUp();
  form.set("city", "B");
  change({ city: "Paris" });
  form.set("city", "Oslo");
  expect(form.conflicts()).toEqual([]);
  form.leave("city");
  expect(form.value("city")).toBe("Paris");
});

test("taking theirs drops what was typed; keeping mine starts from theirs", () => {
  const { form, change } = setUp();
  form.set("city", "Bergen");
  form.set("name", "Anne");
  change({ city: "Paris", name: "Anna" });
  form.take("city");
  form.keep("name");
  expect(form.value("city")).toBe("Paris");
  expect(form.conflicts()).toEqual([]);
  expect(form.changes()).toEqual({ name: { base: "Anna", value: "Anne" } });
});

test("after a save, what was typed meanwhile stays and starts from what was saved", () => {
  const { form, change } = setUp();
  form.set("city", "Bergen");
  form.set("name", "Anna");
  const sent = form.changes();
  form.set("city", "Bergen Vest");
  form.saved(sent);
  change({ city: "Bergen", name: "Anna" });
  expect(form.changes()).toEqual({ city: { base: "Bergen", value: "Bergen Vest" } });
  expect(form.conflicts()).toEqual([]);
});

test.each(["Rome", "Bergen"])("what was typed anew before a Save was answered stays: %s", (typed) => {
  const { form, change } = setUp();
  form.set("city", "Bergen");
  const sent = form.changes();
  // The listener brings it, and a colleague's next change, while the answer is still on its way.
  change({ city: "Bergen" });
  change({ city: "Paris" });
  form.set("city", typed);
  form.saved(sent, { city: "Bergen" });
  expect(form.conflicts()).toEqual([]);
  expect(form.changes()).toEqual({ city: { base: "Paris", value: typed } });
});

test("a restored draft is compared with what is stored now", () => {
  const { form } = setUp({ name: "Ann", city: "Paris", phones: [] });
  form.restore({ city: { base: "Oslo", value: "Bergen" }, gone: { base: 1, value: 2 } });
  expect(form.conflicts()).toEqual([{ field: "city", base: "Oslo", theirs: "Paris", mine: "Bergen" }]);
});

test("a problem shows after the field was left, and all of them when a save is tried", () => {
  const { form } = setUp();
  form.set("name", " ");
  expect(form.error("name")).toBeUndefined();
  expect(form.check()).toEqual(["name"]);
  expect(form.error("name")).toBe("A name is needed");
});

test("a refusal of the server shows at its field until the field changes", () => {
  const { form } = setUp();
  form.refuse({ city: "Not a city" });
  expect(form.error("city")).toBe("Not a city");
  form.set("city", "Rome");
  expect(form.error("city")).toBeUndefined();
});

test("a field whose typed value is stored follows the record again, and more typing starts from there", () => {
  const { form, change } = setUp();
  form.set("city", "Bergen");
  // The listener brings one's own Save, or a colleague stored the same.
  change({ city: "Bergen" });
  form.set("city", "Bergen 2");
  expect(form.conflicts()).toEqual([]);
  expect(form.changes()).toEqual({ city: { base: "Bergen", value: "Bergen 2" } });
  form.set("city", "Bergen");
  change({ city: "Paris" });
  expect(form.value("city")).toBe("Paris");
});

test("a draft that comes late takes nothing from what was typed meanwhile", () => {
  const { form } = setUp();
  form.set("city", "Bergen");
  form.restore({ city: { base: "Oslo", value: "Ber" }, name: { base: "Ann", value: "Anna" } });
  expect(form.value("city")).toBe("Bergen");
  expect(form.value("name")).toBe("Anna");
});

test("more typed while a Save was under way starts from what was stored, letter by letter", () => {
  const { form, change } = setUp();
  form.set("city", "Bergen ");
  const sent = form.changes();
  form.set("city", "Bergen 2");
  form.saved(sent, { city: "Bergen" });
  change({ city: "Bergen" });
  expect(form.conflicts()).toEqual([]);
  expect(form.changes()).toEqual({ city: { base: "Bergen", value: "Bergen 2" } });
});
