import { unwrap } from "solid-js/store";
import { QUICK, type CommentDraft } from "@trunkline/domain/comment/edit";
import type { Instant } from "@trunkline/domain/time/instant";
import type { AdminCaller } from "../../functions/src/doorway/who.ts";
import { panelKey } from "../../web/src/admin/comments/outgoing.ts";
import { undoOf } from "../../web/src/admin/customer/undo.ts";
import { newKey } from "../../web/src/lib/press.ts";
import { sameValue } from "../../web/src/lib/same-value.ts";
import type { Chance } from "../seed/random.ts";
import { aDevice, openTab, type Screen, type Tab } from "./desk.ts";
import { connectTo, type Network } from "./network.ts";
import type { Seen, Wrote } from "./seen.ts";
import { Typist } from "./typist.ts";
import { until } from "./until.ts";
import type { Shared, World } from "./world.ts";

/** One person at one computer. */
export class Person {
  readonly name: string;
  readonly #world: World;
  readonly #who: AdminCaller;
  readonly #network: Network;
  readonly #chance: Chance;
  readonly #seen: Seen;
  readonly #customers: readonly Shared[];
  readonly #device;
  readonly #typist: Typist;
  #tab: Tab;
  #at: Shared;
  #count = 0;
  #busy = false;

  private constructor(
    name: string,
    world: World,
    who: AdminCaller,
    network: Network,
    chance: Chance,
    seen: Seen,
    customers: readonly Shared[],
  ) {
    this.name = name;
    this.#world = world;
    this.#who = who;
    this.#network = network;
    this.#chance = chance;
    this.#seen = seen;
    this.#customers = customers;
    this.#device = aDevice(name);
    this.#typist = new Typist(name, who.uid, chance, seen);
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
    const network = await connectTo(world);
    return new Person(name, world, await world.person(), network, chance, seen, customers);
  }

  get uid(): string {
    return this.#who.uid;
  }

  /** Resolves when his first page stands. */
  async seated(): Promise<void> {
    if (!(await until(() => this.#tab.screen() !== undefined, 60_000)))
      throw new Error(`${this.name} sees no page`);
  }

  /** Does one thing, chosen by chance. What takes time goes on by itself. */
  act(): void {
    const screen = this.#tab.screen();
    if (this.#busy || screen === undefined) return;
    this.#typist.look(screen);
    if (screen.editing.asked().length > 0) {
      this.#typist.note(screen);
      if (this.#chance.often(0.8)) this.#typist.decide(screen);
      else screen.editing.later();
      return;
    }
    const online = this.#network.line.up();
    const action = this.#chance.weighted<() => void>([
      [() => this.#typist.type(screen), 34],
      [() => this.#typist.save(screen), 20],
      [() => this.#add(screen), 9],
      [() => this.#change(screen), 10],
      [() => this.#undo(screen), 4],
      [() => (online ? this.#goOffline() : this.#goOnline()), online ? 5 : 20],
      [() => void this.#reload(), 5],
      [() => this.#go(), 5],
      [() => this.#loseAnswers(), 4],
      [() => this.#typist.discard(screen), 1],
    ]);
    action();
  }

  #say(text: string): void {
    this.#seen.trail.push(`${this.name} ${text}`);
  }

  #open(): Tab {
    const tab = openTab({
      world: this.#world,
      person: this.#who,
      device: this.#device,
      network: this.#network,
      watch: (save) => this.#typist.watch(save),
    });
    tab.open(this.#at);
    return tab;
  }

  #add({ customer }: Screen): void {
    const text = this.#text("add");
    const draft: CommentDraft = {
      ...QUICK,
      text,
      scheduled: this.#chance.often(0.4) ? (Date.UTC(2030, 0, 1) as Instant) : null,
      assignee: null,
      mentions: [],
    };
    this.#say(`adds "${text}"`);
    this.#tab.outgoing.add(customer(), draft, panelKey(customer().id));
  }

  #change({ customer, comments }: Screen): void {
    const rows = comments();
    if (rows.length === 0) return;
    const row = structuredClone(unwrap(this.#chance.pick(rows)));
    const port = this.#tab.ports.comments;
    const todo = row.state === "open" || row.state === "done";
    const what = this.#chance.weighted<"complete" | "remove" | "edit">([
      ["complete", todo ? 4 : 0],
      ["edit", row.state === "done" ? 0 : 4],
      ["remove", 1],
    ]);
    this.#say(`${what}s "${row.text}"`);
    const refused = (cause: unknown) => this.#say(`is refused ${what} of "${row.text}": ${String(cause)}`);
    if (what === "complete") port.complete(customer(), row, row.state !== "done").catch(refused);
    else if (what === "remove") port.remove(customer(), row).catch(refused);
    else {
      const { format, type, category, scheduled, assignee, mentions } = row;
      const draft = { text: this.#text("edit"), format, type, category, scheduled, assignee, mentions };
      this.#say(`… to "${draft.text}"`);
      this.#tab.outgoing.edit(customer(), row, draft);
    }
  }

  /** Words that nobody has written before. */
  #text(what: Wrote["what"]): string {
    this.#count += 1;
    const text = `${this.name}-${this.#count} wrote`;
    this.#seen.wrote.push({ person: this.uid, customer: this.#at.id, what, text });
    return text;
  }

  #undo({ activity, customer, editing }: Screen): void {
    const { definitions } = editing.context();
    const entries = activity().filter((entry) => undoOf(entry, definitions, () => true) !== undefined);
    if (entries.length === 0 || !this.#tab.connection.connected()) return;
    const entry = structuredClone(unwrap(this.#chance.pick(entries)));
    const touched = undoOf(entry, definitions, () => true);
    if (touched === undefined) return;
    this.#say(`undoes ${JSON.stringify(touched)}`);
    const press = { key: newKey(), undoes: entry.id };
    this.#tab.ports.customers
      .save(customer(), touched, { definitions, authField: "login" }, press)
      .catch(() => undefined);
  }

  #goOffline(): void {
    const noticed = this.#chance.often(0.7);
    this.#say(noticed ? "goes offline" : "loses the network silently");
    this.#network.goOffline(noticed);
  }

  #goOnline(): void {
    this.#say("is back online");
    this.#network.goOnline();
  }

  #loseAnswers(): void {
    const what = this.#chance.pick(["commit", "write", "call"] as const);
    this.#say(`loses the next answer of a ${what}`);
    this.#network.loseAnswer(what);
  }

  async #reload(): Promise<void> {
    this.#say("reloads");
    this.#busy = true;
    this.#network.newPage();
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
    const typed = this.#typist.typed(this.#at.id);
    const back = () => {
      const form = this.#tab.screen()?.editing.form;
      return [...typed].every(([field, { value }]) => sameValue(form?.value(field), value));
    };
    if (!(await until(back, 1_500))) this.#say(`misses ${JSON.stringify([...typed])}`);
  }

  /** Back at the desk with everything switched on: saves what is left and insists on it. */
  async finish(): Promise<void> {
    await until(() => !this.#busy, 20_000);
    this.#network.beKind();
    if (!(await until(() => this.#tab.connection.connected(), 60_000)))
      throw new Error(`${this.name} stays offline`);
    for (const customer of this.#customers) {
      this.#at = customer;
      this.#tab.open(customer);
      await this.#restored();
      await this.#finishHere();
    }
    await this.#tab.drained();
    if (!(await until(async () => (await this.#tab.kept()).onTheirWay.length === 0, 20_000)))
      throw new Error(`${this.name} never hears of ${JSON.stringify(await this.#tab.kept())}`);
  }

  async #finishHere(): Promise<void> {
    const screen = this.#tab.screen();
    if (screen === undefined)
      throw new Error(`${this.name} never saw the customer: ${JSON.stringify(this.#tab.state())}`);
    const { editing } = screen;
    const end = Date.now() + 60_000;
    while (Date.now() < end) {
      // A breath for everybody else who lives in this process.
      await new Promise((resolve) => setTimeout(resolve, 20));
      await until(() => !editing.saving(), 10_000);
      this.#typist.look(screen);
      // Behind the question nothing can be reached, also not a field that an earlier Save was refused for.
      if (editing.asked().length === 0) this.#typist.giveUpRefused(screen);
      if (editing.asked().length > 0) {
        this.#typist.note(screen);
        this.#typist.decide(screen, "mine");
      } else if (!editing.form.dirty() && !editing.waiting()) return;
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

  /** What of his comments came back to their forms: the words of all of them. */
  async gotBack(): Promise<string> {
    return (await this.#tab.kept()).back.join("\n");
  }

  async leave(): Promise<void> {
    await until(() => !this.#busy, 20_000);
    await this.#tab.kill();
    await this.#network.line.close();
  }
}
