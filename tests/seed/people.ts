import type { Category } from "@trunkline/domain/customer/status";
import type { Country, Town } from "./countries.ts";
import { COUNTRIES } from "./countries.ts";
import type { Chance } from "./random.ts";

/** A person or firm that could be anybody's neighbour, and is nobody. */
export interface Neighbour {
  readonly country: Country;
  readonly category: Category;
  readonly name: string;
  readonly contactPerson: string;
  readonly emails: readonly string[];
  readonly billingEmails: readonly string[];
  readonly phones: readonly string[];
  readonly street: string;
  readonly zip: string;
  readonly town: Town;
  readonly identification: string;
  readonly companyId: string;
  readonly vatId: string;
}

// Names of this length exist, and every screen must hold them.
const LONG_PERSON =
  "Maria Anunciação de Jesus Francisca Xavier de Paula Joaquina Antónia Gonzaga de Bragança e Bourbon dos Guimarães Peixoto";
const LONG_FIRM =
  "Rheinisch-Westfälische Binnenschifffahrtsversicherungsvermittlungs- und Wohnungseigentümergemeinschaftsverwaltungsgesellschaft mit beschränkter Haftung & Compagnie Kommanditgesellschaft auf Aktien, Zweigniederlassung";

/** One neighbour; a few stand out by place in the row: the 7th has a very long name, the 23rd is a very long firm. */
export function neighbour(index: number, chance: Chance): Neighbour {
  const country = chance.weighted(COUNTRIES.map((one) => [one, one.weight] as const));
  const isFirm = index === 22 || (index !== 6 && chance.often(0.13));
  country.faker.seed(chance.between(1, 2_000_000_000));
  // Many languages bend the family name, so both names belong to one sex.
  const sex = chance.pick(["female", "male"] as const);
  const first = country.faker.person.firstName(sex);
  const last = country.faker.person.lastName(sex);
  const person = country.familyNameFirst ? `${last}${country.gap}${first}` : `${first}${country.gap}${last}`;
  const firm = chance.pick(country.companies).replace("*", last);
  const name = index === 6 ? LONG_PERSON : index === 22 ? LONG_FIRM : isFirm ? firm : person;
  const town = chance.pick(country.towns);
  const mailbox = mailboxFor(first, last, index, chance);
  return {
    country,
    category: isFirm ? "company" : "person",
    name,
    contactPerson: isFirm ? person : "",
    emails: chance.often(0.06) ? [] : chance.often(0.12) ? [mailbox, `home.${mailbox}`] : [mailbox],
    billingEmails: isFirm && chance.often(0.6) ? [`billing@${firmDomain(index)}`] : [],
    phones: phonesFor(country, chance),
    street: country.address
      .replace("{street}", chance.pick(country.streets))
      .replace("{number}", houseNumber(chance)),
    zip: digits(town.zip, chance),
    town,
    identification: chance.often(0.7) ? digits(country.identification, chance) : "",
    companyId: isFirm ? digits("########", chance) : "",
    vatId: isFirm ? digits(country.vat, chance) : "",
  };
}

// Domains that are set aside for examples: a mail to them can reach nobody.
const DOMAINS = [
  "example.com",
  "example.net",
  "example.org",
  "mail.example",
  "posta.example",
  "inbox.example",
];

function firmDomain(index: number): string {
  return `firm${index + 1}.example`;
}

function mailboxFor(first: string, last: string, index: number, chance: Chance): string {
  const latin = `${first}.${last}`
    .normalize("NFKD")
    .replace(/ł/g, "l")
    .replace(/Ł/g, "L")
    .replace(/[đĐ]/g, "d")
    .replace(/ı/g, "i")
    .replace(/ß/g, "ss")
    .replace(/[^A-Za-z.]/g, "")
    .toLowerCase();
  const box = /^[a-z]+\.[a-z]+$/.test(latin) ? latin : `customer${index + 1}`;
  return `${box}${chance.often(0.5) ? chance.between(1, 99) : ""}@${chance.pick(DOMAINS)}`;
}

/** None, one or two phones as people of the country write them. */
export function phonesFor(country: Country, chance: Chance): readonly string[] {
  if (chance.often(0.04)) return [];
  const one = digits(chance.pick(country.phones), chance);
  return chance.often(0.15) ? [one, digits(chance.pick(country.phones), chance)] : [one];
}

function houseNumber(chance: Chance): string {
  const number = String(chance.between(1, 180));
  return chance.often(0.1) ? `${number}${chance.pick(["a", "b", "c"])}` : number;
}

function digits(pattern: string, chance: Chance): string {
  return pattern.replace(/#/g, () => String(chance.between(0, 9)));
}
