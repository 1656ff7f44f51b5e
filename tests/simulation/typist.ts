import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { CustomersPort } from "../../web/src/data/ports.tsx";
import { sameValue } from "../../web/src/lib/same-value.ts";
import type { Chance } from "../seed/random.ts";
import type { Screen } from "./desk.ts";
import type { Asked, Seen, Sent, Typed } from "./seen.ts";

const TEXTS = ["name", "street", "city", "zip", "attr_note"] as const;
const STATUSES = ["new", "active", "blocked", "inactive"] as const;

/** Somebody who types into the form and saves, with his own idea of what he typed, saved and was promised. */
export class Typist {
  readonly #name: string;
  readonly #uid: string;
  readonly #chance: Chance;
  readonly #seen: Seen;
  readonly #typed = new Map<CustomerId, Map<string, Typed>>();
  /** What this person's last accepted Save of a field stored. */
  readonly #kept = new Map<string, unknown>();
  /** What was typed when each press first went out; what is typed anew after it starts from what was shown then. */
  readonly #then = new Map<string, ReadonlyMap<string, Typed>>();
  #count = 0;

  constructor(name: string, uid: string, chance: Chance, seen: Seen) {
    this.#name = name;
    this.#uid = uid;
    this.#chance = chance;
    this.#seen = seen;
  }

  #say(text: string): void {
    this.#seen.trail.push(`${this.#name} ${text}`);
  }

  #mine(customer: CustomerId): Map<string, Typed> {
    const found = this.#typed.get(customer) ?? new Map<string, Typed>();
    this.#typed.set(customer, found);
    return found;
  }

  /** What was typed into a customer and is neither stored nor given up. */
  typed(customer: CustomerId): ReadonlyMap<string, Typed> {
    return this.#mine(customer);
  }

  /** Notes what every Save sends and what it is answered. */
  watch(save: CustomersPort["save"]): CustomersPort["save"] {
    return async (customer, touched, settings, press) => {
      const mine = this.#mine(customer.id);
      const { key, undoes } = press;
      const then = this.#then.get(key) ?? new Map(mine);
      this.#then.set(key, then);
      const first = this.#seen.sent.find((one) => one.key === key);
      const bases =
        first?.bases ??
        Object.fromEntries(Object.keys(touched).map((field) => [field, mine.get(field)?.base]));
      const sent: Sent = { person: this.#uid, customer: customer.id, key, touched, bases, undoes };
      this.#seen.sent.push(sent);
      const answer = await save(customer, touched, settings, press);
      sent.answer = answer;
      this.#say(`${undoes === undefined ? "saved" : "undid"} ${JSON.stringify(touched)}: ${answer.kind}`);
      if (undoes === undefined && (answer.kind === "done" || answer.kind === "nothing")) {
        for (const [field, { mine: value }] of Object.entries(touched)) {
          const typed = mine.get(field);
          const same = typed !== undefined && typed === then.get(field);
          if (same && sameValue(typed.value, value)) mine.delete(field);
          else if (same) typed.base = value;
          this.#kept.set(`${customer.id} ${field}`, value);
        }
      }
      return answer;
    };
  }

  /** What was typed stands in the form, or was stored: the history will tell. */
  look({ editing, customer }: Screen): void {
    if (editing.saving()) return;
    for (const field of this.#mine(customer().id).keys()) this.#lookAt({ editing, customer }, field);
  }

  #lookAt({ editing, customer }: Pick<Screen, "editing" | "customer">, field: string): void {
    const mine = this.#mine(customer().id);
    const typed = mine.get(field);
    const value = editing.form.value(field);
    if (typed === undefined || sameValue(value, typed.value)) return;
    this.#seen.gone.push({
      person: this.#uid,
      customer: customer().id,
      field,
      value,
      stored: typed.value,
    });
    mine.delete(field);
  }

  type(screen: Screen): void {
    const { editing, customer } = screen;
    this.#count += 1;
    const [field, value] = this.#chance.weighted<readonly [string, unknown]>([
      [[this.#chance.pick(TEXTS), `${this.#name}-${this.#count}`], 12],
      [["login", `${this.#name}-${this.#count}`], 2],
      [["status", this.#chance.pick(STATUSES)], 2],
      [["attr_contract", `contract ${this.#chance.between(1, 4)}`], 2],
    ]);
    // Also while a Save is on its way: the field may show a colleague's value by now, and that is what is typed over.
    this.#lookAt(screen, field);
    const shown = editing.form.value(field);
    const mine = this.#mine(customer().id);
    // A colleague may have stored the same: the field then follows the record, and this is typed over what it shows.
    if (!editing.form.touched(field)) mine.delete(field);
    const typed = mine.get(field);
    const kept = this.#kept.get(`${customer().id} ${field}`);
    if (typed === undefined && kept !== undefined) {
      this.#seen.saw.push({
        person: this.#uid,
        customer: customer().id,
        field,
        value: shown,
        stored: kept,
      });
    }
    this.#say(
      `types ${JSON.stringify(value)} into ${field} of ${customer().number}, over ${JSON.stringify(shown)}`,
    );
    editing.form.set(field, value as never);
    if (sameValue(value, shown) && typed === undefined) return;
    if (typed === undefined) mine.set(field, { base: shown, value });
    else typed.value = value;
    if (!editing.form.touched(field)) mine.delete(field);
  }

  save({ editing }: Screen): void {
    if (!editing.form.dirty()) return;
    this.#say("presses Save");
    void editing.save();
  }

  /** Notes what a dialog asks, once for each time it opens. */
  note({ editing, customer }: Screen): void {
    for (const one of editing.asked()) {
      const asked: Asked = {
        person: this.#uid,
        customer: customer().id,
        ...one,
        typed: structuredClone(this.#mine(customer().id).get(one.field)),
      };
      this.#seen.asked.push(asked);
      this.#say(`is asked about ${one.field}: ${JSON.stringify([one.base, one.theirs, one.mine])}`);
    }
  }

  decide({ editing, customer }: Screen, choice?: "mine"): void {
    const mine = this.#mine(customer().id);
    const choices = new Map<string, "mine" | "theirs">();
    for (const { field, theirs } of editing.asked()) {
      const chosen = choice ?? this.#chance.pick(["mine", "theirs"] as const);
      choices.set(field, chosen);
      const typed = mine.get(field);
      if (chosen === "theirs") mine.delete(field);
      else if (typed !== undefined) typed.base = theirs;
    }
    this.#say(`decides ${JSON.stringify([...choices])}`);
    editing.decide(choices);
  }

  discard({ editing, customer }: Screen): void {
    if (editing.saving()) return;
    this.#say("discards");
    this.#mine(customer().id).clear();
    editing.later();
    editing.discard();
  }

  /** Gives up what the server refused, and says so. */
  giveUpRefused({ editing, customer }: Screen): void {
    const mine = this.#mine(customer().id);
    for (const field of [...mine.keys()].filter((one) => editing.form.error(one) !== undefined)) {
      editing.form.take(field);
      mine.delete(field);
    }
  }
}
