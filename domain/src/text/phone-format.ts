import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { CountryCode } from "libphonenumber-js/min";

/** The number in E.164 (`+493012345678`) for sending, or undefined when it is no possible number of that country. */
export function dialable(phone: string, country: CountryCode): string | undefined {
  const parsed = parsePhoneNumberFromString(phone, country);
  return parsed?.isPossible() === true ? parsed.number : undefined;
}

/** The number grouped as people of its country write it; unchanged when it cannot be understood. */
export function prettyPhone(phone: string, country: CountryCode): string {
  const parsed = parsePhoneNumberFromString(phone, country);
  return parsed?.isPossible() === true ? parsed.formatInternational() : phone;
}
