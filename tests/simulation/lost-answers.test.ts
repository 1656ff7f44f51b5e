import { deleteApp, initializeApp } from "firebase/app";
import { getFirestore, terminate } from "firebase/firestore";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Comment } from "@trunkline/domain/comment/comment";
import { QUICK } from "@trunkline/domain/comment/edit";
import type { EntryId } from "@trunkline/domain/ids/ids";
import { commentsOf, sessionPath } from "@trunkline/domain/paths";
import { saveCustomer } from "../../functions/src/customers/save.ts";
import type { AdminCaller } from "../../functions/src/doorway/who.ts";
import { panelKey } from "../../web/src/admin/comments/outgoing.ts";
import { stands } from "../../web/src/data/firestore/told.ts";
import { newKey } from "../../web/src/lib/press.ts";
import { documentsOf, historyOf, recordOf } from "../flows/house.ts";
import { aDevice, openTab, type Device, type Screen, type Tab } from "./desk.ts";
import { connectTo, type Network } from "./network.ts";
import { until } from "./until.ts";
import { openWorld, type Shared, type World } from "./world.ts";

/* What the random runs hit upon once in a hundred seeds, step by step: the server did it, and its answer was lost. */

let world: World;
let colleague: AdminCaller;
beforeAll(async () => {
  world = await openWorld();
  colleague = await world.person();
});
afterAll(() => world.close());

let customer: Shared;
let who: AdminCaller;
let network: Network;
let device: Device;
let tab: Tab;
let made = 0;
beforeEach(async () => {
  customer = await world.customer("Ann Lee");
  who = await world.person();
  network = await connectTo(world);
  device = aDevice(`lost ${(made += 1)}`);
  await open();
});
afterEach(async () => {
  await world.beKind();
  await tab.kill();
  await network.line.close();
});

async function open(): Promise<void> {
  network.newPage();
  tab = openTab({ world, person: who, device, network, watch: (save) => save });
  tab.open(customer);
}

/** The page, once it stands. */
async function page(): Promise<Screen> {
  await holds(() => tab.screen() !== undefined);
  return tab.screen() as Screen;
}

async function holds(what: () => boolean | Promise<boolean>): Promise<void> {
  if (!(await until(what, 30_000))) throw new Error(`Never so: ${String(what)}`);
}

const stored = (field: string) => recordOf(world.house, customer.id).then((record) => record[field]);
/** How often this person stored that value. */
const times = async (field: string, value: unknown) =>
  (await historyOf(world.house, customer.id)).filter(
    (entry) => entry["actor"] === who.uid && (entry["after"] as Record<string, unknown>)[field] === value,
  ).length;
const putBack = (field: string, base: string, mine: string) =>
  saveCustomer(world.house.platform, colleague, {
    key: newKey(),
    customerId: customer.id,
    touched: { [field]: { base, mine } },
    password: null,
    undoes: null,
  });
const texts = async () =>
  (await documentsOf(world.house, commentsOf(customer.id))).map(({ text }) => String(text));
const draft = (text: string) => ({
  ...QUICK,
  text,
  scheduled: null,
  assignee: null,
  mentions: [],
});

const ROUTES = [
  { route: "the browser", loses: "commit", field: "city", base: "", mine: "Brno" },
  { route: "the server", loses: "call", field: "status", base: "new", mine: "active" },
] as const;

test.each(ROUTES)(
  "a Save through $route that a colleague undoes before it is tried again is not stored again",
  async ({ loses, field, base, mine }) => {
    const { editing } = await page();
    editing.form.set(field, mine);
    network.loseAnswer(loses);
    void editing.save();
    await holds(async () => (await stored(field)) === mine);
    network.goOffline(true);
    await putBack(field, mine, base);
    await holds(() => editing.waiting());
    network.goOnline();
    await holds(() => !editing.waiting() && !editing.saving() && !editing.form.dirty());
    await holds(() => editing.form.value(field) === base);
    expect([await stored(field), await times(field, mine)]).toEqual([base, 1]);
  },
);

test.each(ROUTES)(
  "a Save through $route that was on its way at a reload is asked about again, not stored again",
  async ({ loses, field, base, mine }) => {
    const first = await page();
    first.editing.form.set(field, mine);
    network.loseAnswer(loses);
    void first.editing.save();
    await holds(async () => (await stored(field)) === mine);
    network.goOffline(true);
    await tab.kill();
    await putBack(field, mine, base);
    await open();
    network.goOnline();
    const { editing } = await page();
    await holds(() => editing.form.value(field) === base && !editing.form.dirty() && !editing.waiting());
    expect([await stored(field), await times(field, mine)]).toEqual([base, 1]);
  },
);

test.each(ROUTES)(
  "what was typed beyond a Save through $route whose answer was lost starts from it, without a question",
  async ({ loses, field, mine }) => {
    const first = await page();
    first.editing.form.set(field, mine);
    first.editing.form.set("street", "Long");
    network.loseAnswer(loses);
    void first.editing.save();
    await holds(async () => (await stored(field)) === mine);
    network.goOffline(true);
    first.editing.form.set("street", "Long 17");
    await tab.kill();
    await open();
    network.goOnline();
    const { editing } = await page();
    await holds(() => editing.form.value("street") === "Long 17" && !editing.waiting() && !editing.saving());
    // Typed while the Save was waiting it goes along; typed before anybody knew, it waits for its own.
    await editing.save();
    expect(editing.asked()).toEqual([]);
    await holds(async () => (await stored("street")) === "Long 17");
    expect([await times("street", "Long"), await times("street", "Long 17")]).toEqual([1, 1]);
  },
);

/** A comment of this person, as his page shows it. */
async function written(text: string): Promise<Comment> {
  const { customer: shown, comments } = await page();
  tab.outgoing.add(shown(), draft(text), panelKey(customer.id));
  await holds(async () => (await texts()).includes(text));
  await holds(() => comments().some((one) => one.text === text && !one.waiting));
  return JSON.parse(JSON.stringify(comments().find((one) => one.text === text))) as Comment;
}

const settled = () => holds(async () => (await tab.kept()).onTheirWay.length === 0);

test("an edit whose answer was lost with the page is not given back, also when a colleague edited after it", async () => {
  const comment = await written("Call");
  const { customer: shown } = await page();
  network.loseAnswer("write");
  tab.outgoing.edit(shown(), comment, draft("Call back"));
  await holds(async () => (await texts()).includes("Call back"));
  network.goOffline(true);
  await tab.kill();
  await world.house.db.doc(`${commentsOf(customer.id)}/${comment.id}`).update({ text: "Called at noon" });
  await open();
  network.goOnline();
  await page();
  await settled();
  expect(await tab.kept()).toEqual({ back: [], onTheirWay: [] });
  expect(await texts()).toEqual(["Called at noon"]);
});

test("a page that goes before it knows whether an entry stands takes it neither for there nor for missing", async () => {
  const app = initializeApp({ projectId: "demo-trunkline", apiKey: "demo" }, `gone ${made}`);
  const db = getFirestore(app);
  await terminate(db);
  await expect(stands(db, customer.id, "e1" as EntryId)).rejects.toMatchObject({ failure: "offline" });
  await deleteApp(app);
});

test("a comment that is refused after a reload comes back to its form", async () => {
  const { customer: shown } = await page();
  network.goOffline(true);
  tab.outgoing.add(shown(), draft("Written on the train"), panelKey(customer.id));
  await holds(async () => (await tab.kept()).onTheirWay.length === 1);
  await tab.kill();
  const permissions = who.session.permissions.filter((one) => one !== "customers.comments.add");
  await world.house.db.doc(sessionPath(who.uid)).update({ permissions });
  await open();
  network.goOnline();
  await settled();
  expect((await tab.kept()).back).toEqual(["Written on the train"]);
  expect(await texts()).toEqual([]);
});

test("an edit of what was deleted meanwhile comes back to the form for a new one after a reload", async () => {
  const comment = await written("Call");
  const { customer: shown } = await page();
  network.goOffline(true);
  tab.outgoing.edit(shown(), comment, draft("Call back at five"));
  await holds(async () => (await tab.kept()).onTheirWay.length === 1);
  await tab.kill();
  await world.house.db.doc(`${commentsOf(customer.id)}/${comment.id}`).update({ text: "", state: "deleted" });
  await open();
  network.goOnline();
  await settled();
  expect((await tab.kept()).back).toEqual(["Call back at five"]);
  expect(tab.outgoing.returned(panelKey(customer.id))?.text).toBe("Call back at five");
});

/** Resolves when the database of the tab has noticed that it reaches nothing: then it shows what it has, here nothing. */
const cutOff = () =>
  new Promise<void>((resolve, reject) => {
    tab.ports.comments.recent(customer.id, "none of this type", 1).subscribe({
      next: (_rows, fromCache) => fromCache && resolve(),
      error: reject,
    });
  });

test("where to give an edit back is asked until the server answers, and of nothing that is only queued", async () => {
  const comment = await written("Call");
  const { customer: shown } = await page();
  network.goOffline(true);
  // Refused when it arrives: a colleague has written another text meanwhile.
  tab.ports.comments.remove(shown(), comment).catch(() => undefined);
  const asked = tab.ports.comments.stored(customer.id, comment.id);
  await cutOff();
  await world.house.db.doc(`${commentsOf(customer.id)}/${comment.id}`).update({ text: "Called" });
  network.goOnline();
  expect(await asked).toMatchObject({ state: comment.state, text: "Called" });
});

test("a cut that the browser never noticed is healed, without its word", async () => {
  const { customer: shown } = await page();
  network.goOffline(false);
  await holds(() => !tab.connection.connected());
  await putBack("city", "", "Praha");
  network.goOnline();
  await holds(() => tab.connection.connected());
  await holds(() => shown().city === "Praha");
});
