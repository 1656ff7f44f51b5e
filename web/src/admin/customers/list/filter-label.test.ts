import { expect, test } from "vitest";
import type { Workspace } from "../../workspace.tsx";
import { GENERAL } from "../../testing/builders.ts";
import { filterLabel } from "./filter-label.ts";

const workspace = {
  general: () => GENERAL,
  money: (amount: number) => `${(amount / 100).toFixed(2)} $`,
} as unknown as Workspace;

test("only amounts are said as amounts; a filter that a column does not have stays as the address says it", () => {
  expect(filterLabel(workspace, { title: "Balance", filter: { kind: "money", decimals: 2 } }, "100..")).toBe(
    "Balance: from 1.00 $",
  );
  expect(filterLabel(workspace, { title: "Partner" }, "p1")).toBe("Partner: p1");
});
