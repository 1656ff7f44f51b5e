import { render, screen } from "@solidjs/testing-library";
import { expect, test } from "vitest";
import { readPortalConfig } from "@trunkline/domain/portal/config";
import { readPortal, type PortalView } from "@trunkline/domain/portal/portal";
import { Home } from "./home.tsx";
import type { SaveOwn } from "./own-fields.tsx";

const save: SaveOwn = async () => ({ kind: "done" });
const download = async () => undefined;

function open(part: Partial<Record<keyof PortalView, unknown>>, broken: Partial<PortalView> = {}) {
  const stored = { number: 17, login: "17", name: "John Doe", status: "active", partnerId: "p1", balance: 0 };
  const view = readPortal("c17", { ...stored, ...part });
  const config = readPortalConfig("p1", { title: "Net", general: { dateFormat: "DD.MM.YYYY" } });
  if (!view.ok || !config.ok) throw new Error("This can be read");
  const home = { view: { ...view.value, ...broken }, config: config.value };
  render(() => (
    <Home
      home={home}
      failed={false}
      onRetry={() => undefined}
      save={save}
      readOnly={false}
      download={download}
    />
  ));
}
const attr = (name: string, part: object) => ({ name, title: name, value: null, edit: false, ...part });

test("days and moments are written as the installation writes them", () => {
  open({
    attrs: [
      attr("Born", { type: "date", value: "2026-03-01" }),
      attr("Visit", { type: "datetime", value: "2026-03-02T14:30" }),
    ],
  });
  expect(screen.getByText("01.03.2026")).toBeTruthy();
  expect(screen.getByText("02.03.2026 14:30")).toBeTruthy();
});

test("a blocked customer is asked to settle only what he owes", () => {
  open({ status: "blocked", balance: 0 });
  expect(screen.getByText("Your service is blocked. Please contact us.")).toBeTruthy();
});

test("a blocked customer who owes something is asked to settle it", () => {
  open({ status: "blocked", balance: -1250 });
  expect(screen.getByText(/Please settle your balance/)).toBeTruthy();
});

test("a date that the customer may change stands in his form", async () => {
  open({ attrs: [attr("Born", { type: "date", value: "2026-03-01", edit: true })] });
  const box = await screen.findByLabelText<HTMLInputElement>("Born", { selector: "input" });
  expect(box.value).toBe("01.03.2026");
});

test("a form that breaks takes nothing else of the page with it", async () => {
  // No reader lets this through: it stands for whatever the form may break on.
  open({}, { attrs: [{ edit: true } as never] });
  expect(await screen.findByText(/cannot be shown. Reload the page/)).toBeTruthy();
  expect(screen.getByRole("heading", { name: "Account balance" })).toBeTruthy();
});
