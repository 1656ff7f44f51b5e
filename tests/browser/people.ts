import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { customerPath } from "@trunkline/domain/paths";
import { seedOf } from "../../scripts/stack/seed.ts";
import type { StackAddresses } from "../stack/stack.ts";
import { launchChromium } from "./chromium.ts";
import { PATIENCE_MS } from "./eventually.ts";

export interface Login {
  readonly login: string;
  readonly password: string;
}

/** One person at one computer: a browser of his own, and what went wrong in it. */
export interface Person {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly login: Login;
  /** Console errors, breaches of the content security policy and uncaught exceptions since the start. */
  readonly problems: readonly string[];
  /** Errors that this test provokes on purpose; everything else still fails it. */
  expectProblem(pattern: RegExp): void;
  goOffline(): Promise<void>;
  goOnline(): Promise<void>;
  close(): Promise<void>;
}

export interface Look {
  readonly colorScheme?: "light" | "dark";
  readonly width?: number;
  /** A shared list of tabs: another tab of the same person instead of another computer. */
  readonly tabOf?: Person;
}

export interface People extends AsyncDisposable {
  readonly browser: Browser;
  /** A person on a site, not signed in yet. */
  visitor(site: "admin" | "portal", look?: Look): Promise<Person>;
  /** An administrator of the demonstration, signed in through the form. */
  operator(login: string, look?: Look): Promise<Person>;
  /** The customer with that number, signed in to the portal through the form. */
  customer(number: number, look?: Look): Promise<Person>;
  /** Fails when anything went wrong in any browser, then closes them all. */
  leave(): Promise<void>;
}

/** Opens a browser for the people of a test file. */
export async function people(stack: StackAddresses): Promise<People> {
  const browser = await launchChromium();
  const all: Person[] = [];
  const visitor: People["visitor"] = async (site, look = {}) => {
    const person = await open(browser, look);
    all.push(person);
    await person.page.goto(stack[site]);
    return person;
  };
  const signedIn = async (
    site: "admin" | "portal",
    login: Login,
    look: Look | undefined,
  ): Promise<Person> => {
    const person = { ...(await visitor(site, look)), login };
    await signIn(person.page, login);
    return person;
  };
  return {
    browser,
    visitor,
    async operator(login, look) {
      const person = await signedIn("admin", loginOf(stack, login), look);
      await sees(person.page.getByRole("heading", { level: 1, name: "Customers" }));
      return person;
    },
    async customer(number, look) {
      const person = await signedIn("portal", portalLogin(stack, number), look);
      await sees(person.page.getByRole("heading", { name: "Your details" }));
      return person;
    },
    async leave() {
      const problems = all.flatMap((person) => person.problems);
      await Promise.all(all.splice(0).map((person) => person.close()));
      if (problems.length > 0) throw new Error(`The browsers report problems:\n${problems.join("\n")}`);
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/** Types a login and its password and presses the button. */
export async function signIn(page: Page, { login, password }: Login): Promise<void> {
  await page.getByRole("textbox", { name: /^Login/ }).fill(login);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** A demonstration administrator's login and password. */
export function loginOf(stack: StackAddresses, login: string): Login {
  const found = stack.logins.find((one) => one.site === "admin" && one.login === login);
  if (found === undefined) throw new Error(`The demonstration has no administrator ${login}`);
  return found;
}

/** The portal login of the customer with that number. */
export function portalLogin(stack: StackAddresses, number: number): Login & { readonly uid: string } {
  const seed = seedOf(stack.dataDir);
  for (const account of seed?.accounts() ?? []) {
    if (account.kind === "customer" && Number(account.login) === number) return account;
  }
  throw new Error(`The demonstration has no customer ${number}`);
}

/** The document path of the customer with that number. */
export function customerPathOf(stack: StackAddresses, number: number): string {
  return customerPath(portalLogin(stack, number).uid as Parameters<typeof customerPath>[0]);
}

async function open(browser: Browser, look: Look): Promise<Person> {
  const context =
    look.tabOf?.context ??
    (await browser.newContext({
      colorScheme: look.colorScheme ?? "light",
      viewport: { width: look.width ?? 1366, height: 860 },
      locale: "en-GB",
      timezoneId: "Europe/Prague",
    }));
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const problems: string[] = [];
  const expected: RegExp[] = [];
  const note = (text: string): void => {
    if (!expected.some((pattern) => pattern.test(text))) problems.push(text);
  };
  page.on("console", (message) => {
    if (message.type() === "error") note(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => note(error.stack ?? error.message));
  return {
    page,
    context,
    login: { login: "", password: "" },
    problems,
    expectProblem: (pattern) => void expected.push(pattern),
    async goOffline() {
      // Without a network the SDK wants to load a picture of Google's to find out why; our policy refuses it, as it should.
      expected.push(/ERR_INTERNET_DISCONNECTED|Could not reach Cloud Firestore|images\/cleardot\.gif/);
      await context.setOffline(true);
    },
    goOnline: () => context.setOffline(false),
    close: () => (look.tabOf === undefined ? context.close() : page.close()),
  };
}

/** Waits until the locator finds something to see; otherwise the failure tells what the page shows instead. */
export async function sees(locator: Locator): Promise<void> {
  try {
    await locator.first().waitFor({ state: "visible" });
  } catch (cause) {
    const page = locator.page();
    const shown = await page
      .locator("body")
      .ariaSnapshot({ timeout: 2_000 })
      .catch(() => "a page that does not answer");
    throw new Error(`${String(cause)}\nAt ${new URL(page.url()).pathname} it shows:\n${shown}`, { cause });
  }
}
