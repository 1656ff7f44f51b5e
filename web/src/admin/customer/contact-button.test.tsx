import { render, screen } from "@solidjs/testing-library";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { aCustomer } from "../testing/builders.ts";
import { ContactButton, contactAddress, isContact } from "./contact-button.tsx";

describe("beside e-mail and phone (10 §2.7–2.9)", () => {
  test("one address is written to, one number is called", () => {
    const customer = aCustomer({ emails: ["ann@x.com"], phones: ["+49 30 123-456"] });
    render(() => (
      <>
        <ContactButton customer={customer} name="emails" />
        <ContactButton customer={customer} name="phones" />
        <ContactButton customer={customer} name="billingEmails" />
      </>
    ));
    const links = screen.getAllByRole("link").map((link) => [link.ariaLabel, link.getAttribute("href")]);
    expect(links).toEqual([
      ["Write to ann@x.com", "mailto:ann@x.com"],
      ["Call +49 30 123-456", "tel:+4930123456"],
    ]);
  });

  test("of several it is asked which", async () => {
    render(() => <ContactButton customer={aCustomer({ phones: ["12345", "67890"] })} name="phones" />);
    await userEvent.setup().click(screen.getByRole("button", { name: "Call a number" }));
    expect((await screen.findAllByRole("menuitem")).map((item) => item.textContent)).toEqual([
      "12345",
      "67890",
    ]);
  });

  test("what a stored address holds beside whom it names goes no further", () => {
    expect(contactAddress("emails", "a@x.com?bcc=b@y.com&subject=hi")).toBe(
      "mailto:a@x.com%3Fbcc%3Db%40y.com%26subject%3Dhi",
    );
    expect(contactAddress("phones", "javascript:5;12345")).toBe("tel:512345");
    expect([isContact("phones"), isContact("city")]).toEqual([true, false]);
  });
});
