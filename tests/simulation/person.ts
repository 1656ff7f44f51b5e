import { createSignal } from "solid-js";
import { unwrap } from "solid-js/store";
import type { SaveAnswer } from "@trunkline/domain/calls/customers";
import { QUICK, type CommentDraft } from "@trunkline/domain/comment/edit";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { Touched } from "@trunkline/domain/merge/merge";
import type { Instant } from "@trunkline/domain/time/instant";
import type { AdminCaller } from "../../functions/src/doorway/who.ts";
import { undoOf } from "../../web/src/admin/customer/undo.ts";
import type { CustomersPort } from "../../web/src/data/ports.tsx";
import type { NetworkEvents } from "../../web/src/lib/connection.ts";
import { sameValue } from "../../web/src/lib/same-value.ts";
import type { Chance } from "../seed/random.ts";
import { aDevice, openTab, type Screen, type Tab } from "./desk.ts";
import { layLine, type Line } from "./line.ts";
import type { Shared, World } from "./world.ts";

/** A field a person typed into and has neither stored nor given up. */
interface Typed {
  /** What stood in the field when the first key was pressed. */
  base: unknown;
  value: unknown;
}

/** One press of Save, or one Undo, as it left the browser. */
export interface Sent {
  readonly person: string;
  readonly customer: CustomerId;
  readonly touched: Readonly<Record<string, Touched>>;
  /** What the person saw in each field before typing, by this model's own account. */
  readonly bases: Readonly<Record<string, unknown>>;
  readonly undoes: string | undefined;
  answer?: SaveAnswer;
}

/** A comment, to-do or change of one, as it was asked for. */
export interface Wrote {
  readonly person: string;
  readonly customer: CustomerId;
  readonly what: "add" | "edit" | "complete" | "remove";
  /** The comment it changes; undefined for a new one. */
  readonly comment: string | undefined;
  readonly text: string;
  outcome: "unknown" | "stored" | "refused";
}

/** The question of one dialog about one field. */
export interface Asked {
  readonly person: string;
  readonly customer: CustomerId;
  readonly field: string;
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
  /** What the person had in the field and started from, by this model's own account. */
  readonly typed: Typed | undefined;
}

/** What a field showed at a moment when it should show one's own stored value or a later one. */
export interface Saw {
  readonly person: string;
  readonly customer: CustomerId;
  readonly field: string;
  readonly value: unknown;
  readonly stored: unknown;
}

/** Everything the run saw; judged when it is over and the history is complete. */
export interface Seen {
  readonly sent: Sent[];
  readonly wrote: Wrote[];
  readonly asked: Asked[];
  readonly saw: Saw[];
  /** Typed and gone from the form: right only if the history has it. */
  readonly gone: Saw[];
  readonly trail: string[];
}

const TEXTS = ["name", "street", "city", "zip", "attr_note"] as const;
const STATUSES = ["new", "active", "blocked", "inactive"] as const;

/** One person at one computer, with his own idea of what he typed, saved and was promised. */
export class Person {
  readonly name: string;
  readonly #world: World;
  readonly #who: AdminCaller;
  readonly #line: Line;
  readonly #chance: Chance;
  readonly #seen: Seen;
  readonly #customers: readonly Shared[];
  readonly #device;
  readonly #online = createSignal(true);
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #typed = new Map<CustomerId, Map<string, Typed>>();
  /** What this person's last accepted Save of a field stored. */
  readonly #kept = new Map<string, unknown>();
  #tab: Tab;
  #at: Shared;
  #count = 0;
  #loses = false;
  #busy = false;

  private constructor(
    name: string,
    world: World,
    who: AdminCaller,
    line: Line,
    chance: Chance,
    seen: Seen,
    customers: readonly Shared[],
  ) {
    this.name = name;
    this.#world = world;
    this.#who = who;
    this.#line = line;
    this.#chance = chance;
    this.#seen = seen;
    this.#customers = customers;
    this.#device = aDevice(name);
    this.#at = chance.pick(customers);
    this.#tab = this.#open();
  }

  static async sitDown(
    name: string,
    world: World,
    chance: Chance,
    seen: Seen,
    customers: readonly Shared[],
  ): Promise<Person> {
    const line = await layLine(world.house.port);
    return new Person(name, world, await world.person(), line, chance, seen, customers);
  }

  get uid(): string {
    return this.#who.uid;
  }

  /** Resolves when his first page stands. */
  async seated(): Promise<void> {
    if (!(await until(() => this.#tab.screen() !== undefined, 20_000)))
      throw new Error(`${this.name} sees no page`);
  }

  /** Does one thing, chosen by chance. What takes time goes on by itself. */
  act(): void {
    const screen = this.#tab.screen();
    if (this.#busy || screen === undefined) return;
    this.#look(screen);
    if (screen.editing.asked().length > 0) {
      this.#note();
      if (this.#chance.often(0.8)) this.#decide(screen);
      else screen.editing.later();
      return;
    }
    const online = this.#line.up();
    const action = this.#chance.weighted<() => void>([
      [() => this.#type(screen), 34],
      [() => this.#save(screen), 20],
      [() => this.#add(screen), 9],
      [() => this.#change(screen), 10],
      [() => this.#undo(screen), 4],
      [() => (online ? this.#goOffline() : this.#goOnline()), online ? 5 : 20],
      [() => void this.#reload(), 5],
      [() => this.#go(), 5],
      [() => this.#loseAnswers(), 4],
      [() => this.#discard(screen), 1],
    ]);
    action();
  }

  #say(text: string): void {
    this.#seen.trail.push(`${this.name} ${text}`);
  }

  #mine(customer = this.#at.id): Map<string, Typed> {
    const found = this.#typed.get(customer) ?? new Map<string, Typed>();
    this.#typed.set(customer, found);
    return found;
  }

  #open(): Tab {
    const [online] = this.#online;
    const network: NetworkEvents = {
      online,
      visible: () => true,
      listen: (event, run) => {
        const all = this.#listeners.get(event) ?? new Set();
        this.#listeners.set(event, all.add(run));
        return () => all.delete(run);
      },
    };
    const tab = openTab({
      world: this.#world,
      person: this.#who,
      device: this.#device,
      line: this.#line,
      network,
      losesAnswer: () => {
        const lost = this.#loses;
        this.#loses = false;
        return lost;
      },
      watch: (save) => this.#watch(save),
    });
    tab.open(this.#at);
    return tab;
  }

  /** Notes what every Save sends and what it is answered. */
  #watch(save: CustomersPort["save"]): CustomersPort["save"] {
    return async (customer, touched, settings, undoes) => {
      const mine = this.#mine(customer.id);
      const bases = Object.fromEntries(Object.keys(touched).map((field) => [field, mine.get(field)?.base]));
      const sent: Sent = { person: this.uid, customer: customer.id, touched, bases, undoes };
      this.#seen.sent.push(sent);
      const answer = await save(customer, touched, settings, undoes);
      sent.answer = answer;
      this.#say(`${undoes === undefined ? "saved" : "undid"} ${JSON.stringify(touched)}: ${answer.kind}`);
      if (undoes === undefined && (answer.kind === "done" || answer.kind === "nothing")) {
        for (const [field, { mine: value }] of Object.entries(touched)) {
          const typed = mine.get(field);
          if (typed !== undefined && sameValue(typed.value, value)) mine.delete(field);
          else if (typed !== undefined) typed.base = value;
          this.#kept.set(`${customer.id} ${field}`, value);
        }
      }
      return answer;
    };
  }

  /** What was typed stands in the form, or was stored: the history will tell. */
  #look({ editing, customer }: Screen): void {
    if (editing.saving()) return;
    for (const [field, { value }] of this.#mine()) {
      if (sameValue(editing.form.value(field), value)) continue;
      this.#seen.gone.push({
        person: this.uid,
        customer: customer().id,
        field,
        value: editing.form.value(field),
        stored: value,
      });
      this.#mine().delete(field);
    }
  }

  #type({ editing, customer }: Screen): void {
    this.#count += 1;
    const [field, value] = this.#chance.weighted<readonly [string, unknown]>([
      [[this.#chance.pick(TEXTS), `${this.name}-${this.#count}`], 12],
      [["login", `${this.name}-${this.#count}`], 2],
      [["status", this.#chance.pick(STATUSES)], 2],
      [["attr_contract", `contract ${this.#chance.between(1, 4)}`], 2],
    ]);
    const shown = editing.form.value(field);
    const mine = this.#mine();
    const typed = mine.get(field);
    const kept = this.#kept.get(`${customer().id} ${field}`);
    if (typed === undefined && kept !== undefined) {
      this.#seen.saw.push({
        person: this.uid,
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

  #save({ editing }: Screen): void {
    if (!editing.form.dirty()) return;
    this.#say("presses Save");
    void editing.save();
  }

  /** Notes what a dialog asks, once for each time it opens. */
  #note(): void {
    const screen = this.#tab.screen();
    if (screen === undefined) return;
    for (const one of screen.editing.asked()) {
      const asked: Asked = {
        person: this.uid,
        customer: screen.customer().id,
        ...one,
        typed: structuredClone(this.#mine().get(one.field)),
      };
      this.#seen.asked.push(asked);
      this.#say(`is asked about ${one.field}: ${JSON.stringify([one.base, one.theirs, one.mine])}`);
    }
  }

  #decide({ editing }: Screen, choice?: "mine"): void {
    const choices = new Map<string, "mine" | "theirs">();
    for (const { field, theirs } of editing.asked()) {
      const chosen = choice ?? this.#chance.pick(["mine", "theirs"] as const);
      choices.set(field, chosen);
      const typed = this.#mine().get(field);
      if (chosen === "theirs") this.#mine().delete(field);
      else if (typed !== undefined) typed.base = theirs;
    }
    this.#say(`decides ${JSON.stringify([...choices])}`);
    editing.decide(choices);
  }

  #discard({ editing }: Screen): void {
    if (editing.saving()) return;
    this.#say("discards");
    this.#mine().clear();
    editing.later();
    editing.discard();
  }

  #add({ customer }: Screen): void {
    this.#count += 1;
    const text = `${this.name}-${this.#count} wrote`;
    const draft: CommentDraft = {
      ...QUICK,
      text,
      scheduled: this.#chance.often(0.4) ? (Date.UTC(2030, 0, 1) as Instant) : null,
      assignee: null,
      mentions: [],
    };
    this.#say(`adds "${text}"`);
    const { comments } = this.#tab.ports;
    this.#wrote("add", undefined, text, comments.add(customer(), comments.newId(customer().id), draft));
  }

  #change({ customer, comments }: Screen): void {
    const rows = comments();
    if (rows.length === 0) return;
    const row = structuredClone(unwrap(this.#chance.pick(rows)));
    const { comments: port } = this.#tab.ports;
    const todo = row.state === "open" || row.state === "done";
    const what = this.#chance.weighted<Wrote["what"]>([
      ["complete", todo ? 4 : 0],
      ["edit", row.state === "done" ? 0 : 4],
      ["remove", 1],
    ]);
    this.#count += 1;
    const text = `${this.name}-${this.#count} wrote`;
    this.#say(`${what}s "${row.text}"${what === "edit" ? ` to "${text}"` : ""}`);
    if (what === "complete") {
      this.#wrote(what, row.id, "", port.complete(customer(), row, row.state !== "done"));
    } else if (what === "remove") {
      this.#wrote(what, row.id, "", port.remove(customer(), row));
    } else {
      const { format, type, category, scheduled, assignee, mentions } = row;
      const draft = { text, format, type, category, scheduled, assignee, mentions };
      this.#wrote(what, row.id, text, port.edit(customer(), row, draft));
    }
  }

  #wrote(what: Wrote["what"], comment: string | undefined, text: string, work: Promise<void>): void {
    const wrote: Wrote = {
      person: this.uid,
      customer: this.#at.id,
      what,
      comment,
      text,
      outcome: "unknown",
    };
    this.#seen.wrote.push(wrote);
    work.then(
      () => {
        wrote.outcome = "stored";
      },
      (cause: unknown) => {
        wrote.outcome = "refused";
        this.#say(`is refused ${what} "${text}": ${String(cause)}`);
      },
    );
  }

  #undo({ activity, customer, editing }: Screen): void {
    const { definitions } = editing.context();
    const entries = activity().filter((entry) => undoOf(entry, definitions) !== undefined);
    if (entries.length === 0 || !this.#tab.connection.connected()) return;
    const entry = structuredClone(unwrap(this.#chance.pick(entries)));
    const touched = undoOf(entry, definitions);
    if (touched === undefined) return;
    this.#say(`undoes ${JSON.stringify(touched)}`);
    this.#tab.ports.customers
      .save(customer(), touched, { definitions, authField: "login" }, entry.id)
      .catch(() => undefined);
  }

  #goOffline(): void {
    const told = this.#chance.often(0.7);
    this.#say(told ? "goes offline" : "loses the network silently");
    this.#line.cut();
    if (told) this.#tell("offline");
  }

  #goOnline(): void {
    this.#say("is back online");
    this.#line.mend();
    this.#tell("online");
  }

  #tell(event: "online" | "offline"): void {
    this.#online[1](event === "online");
    for (const run of this.#listeners.get(event) ?? []) run();
  }

  #loseAnswers(): void {
    const where = this.#chance.pick(["commit", "write", "call"] as const);
    this.#say(`loses the next answer of a ${where}`);
    if (where === "call") this.#loses = true;
    else void this.#world.loseNextAnswer(where);
  }

  async #reload(): Promise<void> {
    this.#say("reloads");
    this.#busy = true;
    this.#listeners.clear();
    await this.#tab.kill();
    this.#tab = this.#open();
    await this.#restored();
    this.#busy = false;
  }

  #go(): void {
    const next = this.#chance.pick(this.#customers);
    if (next.id === this.#at.id) return;
    this.#say(`goes to ${next.number}`);
    this.#at = next;
    this.#tab.open(next);
    this.#busy = true;
    void this.#restored().then(() => {
      this.#busy = false;
    });
  }

  /** Waits until the page stands and shows what was typed before; what does not come back is noted as gone. */
  async #restored(): Promise<void> {
    await until(() => this.#tab.screen() !== undefined, 60_000);
    const back = () => {
      const form = this.#tab.screen()?.editing.form;
      return [...this.#mine()].every(([field, { value }]) => sameValue(form?.value(field), value));
    };
    if (!(await until(back, 1_500))) this.#say(`misses ${JSON.stringify([...this.#mine()])}`);
  }

  /** Back at the desk with everything switched on: saves what is left and insists on it. */
  async finish(): Promise<void> {
    await until(() => !this.#busy, 20_000);
    this.#line.mend();
    this.#loses = false;
    this.#tell("online");
    if (!(await until(() => this.#tab.connection.connected(), 20_000)))
      throw new Error(`${this.name} stays offline`);
    for (const customer of this.#customers) {
      this.#at = customer;
      this.#tab.open(customer);
      await this.#restored();
      await this.#finishHere();
    }
    await this.#tab.drained();
  }

  async #finishHere(): Promise<void> {
    const screen = this.#tab.screen();
    if (screen === undefined)
      throw new Error(`${this.name} never saw the customer: ${JSON.stringify(this.#tab.state())}`);
    const { editing } = screen;
    const end = Date.now() + 60_000;
    while (Date.now() < end) {
      await until(() => !editing.saving(), 10_000);
      this.#look(screen);
      const refused = [...this.#mine().keys()].filter((field) => editing.form.error(field) !== undefined);
      for (const field of refused) {
        editing.form.take(field);
        this.#mine().delete(field);
      }
      if (editing.asked().length > 0) {
        this.#note();
        this.#decide(screen, "mine");
      } else if (!editing.form.dirty()) return;
      else {
        this.#say("presses Save at the end");
        await editing.save();
      }
    }
    throw new Error(`${this.name} could not save ${JSON.stringify(editing.form.changes())}`);
  }

  /** What this person sees of a customer now. */
  async sees(customer: Shared): Promise<() => Screen | undefined> {
    if (this.#at.id !== customer.id) {
      this.#at = customer;
      this.#tab.open(customer);
    }
    await until(() => this.#tab.screen() !== undefined, 60_000);
    return this.#tab.screen;
  }

  async leave(): Promise<void> {
    await until(() => !this.#busy, 20_000);
    await this.#tab.kill();
    await this.#line.close();
  }
}

/** Waits until something holds, or the time is over. */
export async function until(holds: () => boolean, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (!holds()) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return true;
}
