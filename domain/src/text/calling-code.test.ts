import { getCountries, getCountryCallingCode } from "libphonenumber-js/min";
import { expect, test } from "vitest";
import { nationalDigits } from "./calling-code.ts";

test.each([
  ["+420727755566", "727755566"],
  ["00420 727 755 566", "727755566"],
  ["(+420) 727-755-566", "727755566"],
  ["＋420 727 755 566", "727755566"],
  ["+1 (212) 555-0123", "2125550123"],
  ["+7 495 123 45 67", "4951234567"],
  ["+49 30 123456", "30123456"],
  ["+4930", null],
  ["727755566", null],
  ["0727755566", null],
  ["420+727755566", null],
])("%s has after its calling code %s", (typed, rest) => expect(nationalDigits(typed)).toBe(rest));

test("the calling code of every country is taken off whole", () => {
  for (const country of getCountries()) {
    expect(nationalDigits(`+${getCountryCallingCode(country)} 555 666 777`)).toBe("555666777");
  }
});
