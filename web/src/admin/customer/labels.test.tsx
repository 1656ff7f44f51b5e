import { createSignal, For } from "solid-js";
import { screen, waitFor } from "@solidjs/testing-library";
import { expect, test } from "vitest";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import { CallError, type Caller } from "../../data/calls.ts";
import { someFields } from "../testing/builders.ts";
import { openDesk } from "../testing/desk.tsx";
import { useWorkspace } from "../workspace.tsx";
import { valueText } from "./labels.ts";

/** A page that says nothing but the values of fields in words. */
function say(values: readonly (readonly [Partial<FieldDefinition>, unknown])[], call?: Caller) {
  const fields = someFields(
    ...values.map(([field], index) => ({ name: `f${index}`, title: `Field ${index}`, ...field })),
  );
  const [shown] = createSignal(values);
  const desk = openDesk(
    () => {
      const workspace = useWorkspace();
      return (
        <For each={shown()}>
          {([, value], index) => (
            <p data-testid={index()}>{valueText(workspace, `attr_f${index()}`, value)}</p>
          )}
        </For>
      );
    },
    "/",
    "/",
    { fields, ...(call === undefined ? {} : { call }) },
  );
  return desk;
}
const text = (index: number) => screen.getByTestId(String(index)).textContent;

test("10 §8.16: a value of each type reads as a person would say it", () => {
  const file = { id: "a".repeat(20), name: "contract.pdf", size: 10, type: "application/pdf" };
  const cases: readonly (readonly [Partial<FieldDefinition>, unknown, string])[] = [
    [{ type: "string" }, "2026-01-05", "2026-01-05"],
    [{ type: "text" }, "a\nb", "a\nb"],
    [{ type: "integer" }, 12, "12"],
    [{ type: "decimal" }, 1.5, "1.5"],
    [{ type: "boolean" }, false, "No"],
    [{ type: "date" }, "2026-01-05", "2026-01-05"],
    [{ type: "datetime" }, "2026-01-05T14:30", "2026-01-05 14:30"],
    [{ type: "select", options: [{ value: "Flat", retired: true }] }, "Flat", "Flat"],
    [{ type: "multiselect", options: [{ value: "a", retired: false }] }, ["a", "b"], "a, b"],
    [{ type: "multiselect", options: [{ value: "a", retired: false }] }, [], "—"],
    [{ type: "url" }, "https://example.com", "https://example.com"],
    [{ type: "password" }, 1_790_000_000_000, "••••••••"],
    [{ type: "password" }, null, "—"],
    [{ type: "file" }, file, "contract.pdf"],
    [{ type: "relation", relation: "admin" }, "eva", "Eva Dvořák"],
    [{ type: "relation", relation: "partner" }, "p1", "Main"],
    [{ type: "relation", relation: "location" }, "gone", "Unknown"],
  ];
  say(cases.map(([field, value]) => [field, value]));
  expect(cases.map((_case, index) => text(index))).toEqual(cases.map(([, , expected]) => expected));
});

test("customers pointed to are named by one question, each as what he is", async () => {
  const asked: unknown[] = [];
  const call = (async (name: string, input: unknown) => {
    asked.push([name, input]);
    return {
      kind: "names",
      names: {
        c1: { kind: "customer", number: 1, name: "Jan Novák" },
        c2: { kind: "deleted", number: 2, name: "Old One" },
        c3: { kind: "unreachable" },
      },
    };
  }) as Caller;
  const to = { type: "relation", relation: "customer" } as const;
  say(
    [
      [to, "c1"],
      [to, "c2"],
      [to, "c3"],
      [to, "c1"],
    ],
    call,
  );
  expect(text(0)).toBe("…");
  await waitFor(() => expect(text(0)).toBe("Jan Novák (#1)"));
  expect([text(1), text(2), text(3)]).toEqual([
    "Old One (#2), deleted",
    "A customer you cannot open",
    "Jan Novák (#1)",
  ]);
  expect(asked).toEqual([["nameCustomers", { customerIds: ["c1", "c2", "c3"] }]]);
});

test("without a connection the question waits and is asked on return", async () => {
  let there = false;
  let tried = 0;
  const call = (async () => {
    tried += 1;
    if (!there) throw new CallError("offline", "No connection");
    return { kind: "names", names: { c1: { kind: "customer", number: 1, name: "Jan Novák" } } };
  }) as unknown as Caller;
  const { send } = say([[{ type: "relation", relation: "customer" }, "c1"]], call);
  send.connection("offline");
  await waitFor(() => expect(tried).toBe(1));
  there = true;
  send.connection("online");
  await waitFor(() => expect(text(0)).toBe("Jan Novák (#1)"));
});
