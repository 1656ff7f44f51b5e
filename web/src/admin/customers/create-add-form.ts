import { createMemo, createSignal, type Accessor } from "solid-js";
import { checkPassword } from "@trunkline/domain/credentials/password";
import type { CheckContext } from "@trunkline/domain/customer/check";
import { emptyCustomer, prepareCustomer, type AddDefaults } from "@trunkline/domain/customer/create";
import { problemText, type FieldProblem } from "@trunkline/domain/customer/problem";
import type { Duplicate } from "@trunkline/domain/calls/customers";
import { attrKey, type FieldDefinition, type FieldValue } from "@trunkline/domain/fields/definition";
import type { LocationId, PartnerId } from "@trunkline/domain/ids/ids";
import { parseDay } from "@trunkline/domain/time/day";
import type { InputOf } from "@trunkline/domain/calls/call";
import type { createCustomer } from "@trunkline/domain/calls/customers";
import { CallError } from "../../data/calls.ts";
import { usePorts } from "../../data/ports.tsx";
import { createFormState, type FormState } from "../../lib/form.ts";
import { minutesText } from "../../lib/minutes-text.ts";
import { sameValue } from "../../lib/same-value.ts";
import { notify } from "../../ui/toast.tsx";
import { formKeys, touchedOf, visibleKeys, type Values } from "../customer/values.ts";
import { report } from "../../lib/report.ts";

export interface AddForm {
  readonly form: FormState<Values>;
  readonly password: Accessor<string>;
  readonly passwordError: Accessor<string | undefined>;
  setPassword(password: string): void;
  readonly busy: Accessor<boolean>;
  readonly duplicates: Accessor<readonly Duplicate[]>;
  /** Looks for customers like the one typed, and for what others hold alone; called when a field is left. */
  lookForDuplicates(): void;
  generateLogin(): Promise<void>;
  generatePassword(): Promise<void>;
  /** Something is typed. */
  readonly dirty: Accessor<boolean>;
  /** Empties the form, the password too. */
  reset(): void;
  /** Adds; with `anyway` also when others look alike. Answers the new ID. */
  add(anyway: boolean): Promise<number | undefined>;
}

/** Who is compared with others by these: as duplicates, or because only one may have the value. */
const IDENTIFYING = [
  "login",
  "emails",
  "billingEmails",
  "phones",
  "identification",
  "companyId",
  "vatId",
  "name",
  "street",
];
type Sent = InputOf<typeof createCustomer>["values"];

/** The values of an empty form: the record's defaults, and those of the additional fields. */
export function startValues(defaults: AddDefaults, definitions: readonly FieldDefinition[]): Values {
  const values: Values = { ...emptyCustomer(defaults) };
  for (const { name, defaultValue } of definitions) values[attrKey(name)] = defaultValue;
  return values;
}

/** What the add form shows for a category: an additional field only where *Add* is on (10 §8.10). */
function shownKeys(values: Values, definitions: readonly FieldDefinition[]): ReadonlySet<string> {
  return visibleKeys(
    values,
    definitions.filter((field) => field.onAdd),
  );
}

function firstOf(value: FieldValue | undefined): string {
  return Array.isArray(value) ? String(value[0] ?? "") : "";
}

function failed(cause: unknown, title: string): void {
  const offline = cause instanceof CallError && cause.failure === "offline";
  if (!offline) report(cause);
  notify({
    tone: "bad",
    title,
    text: offline
      ? "The server cannot be reached. Everything typed is kept; press again when back online."
      : "Something went wrong on our side. Everything typed is kept.",
  });
}

/** The add form: nothing typed is lost by a refusal, and however often Add is pressed one customer comes of it. */
export function createAddForm(defaults: Accessor<AddDefaults>, context: Accessor<CheckContext>): AddForm {
  const ports = usePorts();
  const stored = createMemo(() => startValues(defaults(), context().definitions));
  const [password, setPassword] = createSignal("");
  const [passwordError, setPasswordError] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const [duplicates, setDuplicates] = createSignal<readonly Duplicate[]>([]);
  let previewed: string | null = null;
  // One key for one set of values: a second press, or a press after a lost answer, is the same request.
  let request: { readonly key: string; readonly values: Sent; readonly password: string } | undefined;
  let looked: { readonly at: Sent; readonly done: Promise<void> } | undefined;

  const form = createFormState<Values>({
    stored,
    get fields() {
      return formKeys(context().definitions);
    },
    validate(values) {
      const sent = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
      const { problems } = prepareCustomer(sent, defaults(), context().definitions);
      const visible = shownKeys(values, context().definitions);
      return Object.fromEntries(
        Object.entries(problems)
          .filter(([key]) => visible.has(key))
          .map(([key, problem]) => [key, problemText(problem, key)]),
      );
    },
  });

  const values = (): Sent => {
    const visible = shownKeys({ category: form.value("category") ?? null }, context().definitions);
    const touched = touchedOf(form.changes(), context(), visible);
    return Object.fromEntries(Object.entries(touched).map(([key, { mine }]) => [key, mine])) as Sent;
  };

  /** Asks what the server knows of these values, once for each set of them: it does not answer without end. */
  const look = (asked: Sent): Promise<void> => {
    if (looked === undefined || !sameValue(looked.at, asked)) looked = { at: asked, done: ask(asked) };
    return looked.done;
  };
  const ask = async (asked: Sent): Promise<void> => {
    const last = () => looked?.at === asked;
    if (Object.keys(asked).length === 0) {
      setDuplicates([]);
      return;
    }
    try {
      const answer = await ports.call("findDuplicates", { values: asked, except: null });
      if (last()) setDuplicates(answer.kind === "duplicates" ? answer.duplicates : []);
      if (answer.kind !== "duplicates") return;
      // What was typed since is another value, of which nothing is known yet.
      const now = values();
      refuse(
        Object.fromEntries(
          Object.entries(answer.problems).filter(([key]) => sameValue(now[key], asked[key])),
        ),
      );
    } catch {
      // A hint that cannot be had is no reason to disturb; Add asks again.
      if (last()) looked = undefined;
    }
  };

  const refuse = (problems: Readonly<Record<string, FieldProblem>>) => {
    const messages = Object.entries(problems).map(([key, problem]) => [key, problemText(problem, key)]);
    form.refuse(Object.fromEntries(messages) as Record<string, string>);
  };

  const chosen = (key: string): string | null => {
    const value = form.value(key);
    return typeof value === "string" && value !== "" ? value : null;
  };

  return {
    form,
    password,
    passwordError,
    setPassword(next) {
      setPasswordError(undefined);
      setPassword(next);
    },
    busy,
    duplicates,
    dirty: () => form.dirty() || password() !== "",
    reset() {
      form.reset();
      setPassword("");
      setPasswordError(undefined);
      setDuplicates([]);
      looked = undefined;
    },
    lookForDuplicates() {
      const alone = context().definitions.filter(({ unique }) => unique);
      const compared = new Set([...IDENTIFYING, ...alone.map(({ name }) => attrKey(name))]);
      void look(Object.fromEntries(Object.entries(values()).filter(([key]) => compared.has(key))));
    },
    async generateLogin() {
      try {
        const answer = await ports.call("generateLogin", {
          email: firstOf(form.value("emails")),
          phone: firstOf(form.value("phones")),
          partnerId: chosen("partnerId") as PartnerId | null,
          locationId: chosen("locationId") as LocationId | null,
          dateAdded: parseDay(chosen("dateAdded") ?? "") ?? null,
          number: null,
        });
        if (answer.kind !== "login") return;
        previewed = answer.login;
        form.set("login", answer.login);
        if (!answer.varies) notify({ title: "The login format has nothing to vary." });
      } catch (cause) {
        failed(cause, "No login was generated");
      }
    },
    async generatePassword() {
      try {
        const answer = await ports.call("generatePassword", {});
        if (answer.kind === "password") setPassword(answer.password);
      } catch (cause) {
        failed(cause, "No password was generated");
      }
    },
    async add(anyway) {
      if (busy()) return undefined;
      // All is looked at before anything is told: whoever mends one must not come back for the other.
      const typed = password() === "" ? undefined : checkPassword(password());
      setPasswordError(typed?.ok === false ? problemText(typed.error, "password") : undefined);
      const sent = values();
      if (form.check().length > 0 || typed?.ok === false) {
        await look(sent);
        return undefined;
      }
      if (request === undefined || !sameValue(request.values, sent) || request.password !== password()) {
        request = { key: crypto.randomUUID(), values: sent, password: password() };
      }
      setBusy(true);
      try {
        const answer = await ports.call("createCustomer", {
          // Adding in spite of the warning is another request than the one that was warned about.
          key: anyway ? `${request.key}-anyway` : request.key,
          values: sent,
          password: password() === "" ? null : password(),
          preview: previewed === form.value("login") ? previewed : null,
          anyway,
        });
        switch (answer.kind) {
          case "created":
            return answer.number;
          case "duplicates":
            setDuplicates(answer.duplicates);
            break;
          case "fields": {
            const { password: forPassword, ...others } = answer.problems;
            refuse(others);
            setPasswordError(forPassword && problemText(forPassword, "password"));
            break;
          }
          case "not-allowed":
            notify({
              tone: "bad",
              title: "Not added",
              text: "You may not add this customer. Everything typed is kept.",
            });
            break;
          case "limit":
            notify({
              tone: "bad",
              title: "Not added",
              text: `Too many customers were looked up in a short time. Everything typed is kept; press Add again in ${minutesText(answer.minutes)}.`,
            });
            break;
          case "key-reused":
            request = undefined;
            notify({ tone: "bad", title: "Not added", text: "Press Add once more." });
            break;
        }
      } catch (cause) {
        failed(cause, "Not added");
      } finally {
        setBusy(false);
      }
      return undefined;
    },
  };
}
