import { For, Show, createEffect, createMemo, createSignal, untrack, type Component } from "solid-js";
import { useLocation, useNavigate, useSearchParams } from "@solidjs/router";
import { COMMENT_FIELD, listFields } from "@trunkline/domain/list/fields";
import type { MoneyFormat } from "@trunkline/domain/money/format";
import Settings2 from "lucide-solid/icons/settings-2";
import { usePorts } from "../../data/ports.tsx";
import { createLiveDoc } from "../../lib/live/create-live.ts";
import { report } from "../../lib/report.ts";
import { Button } from "../../ui/button.tsx";
import { Page, Panel } from "../../ui/page.tsx";
import { EmptyState, Skeleton } from "../../ui/states.tsx";
import { notify } from "../../ui/toast.tsx";
import { NoAccess } from "../frame/not-found.tsx";
import { useWorkspace } from "../workspace.tsx";
import { askedOf, type Asked, type Entered } from "./search/asked.ts";
import { ConfigureSearch } from "./search/configure.tsx";
import { SearchInput } from "./search/field.tsx";
import { choiceOf, isText, searchFields, type SearchChoices } from "./search/fields.ts";
import "./search.css";

/** Customers → Search (14 §4.1): a form whose answer is the list, narrowed by its address. */
const CustomerSearch: Component = () => {
  const workspace = useWorkspace();
  const ports = usePorts();
  const preferences = createLiveDoc(() => ports.preferences.mine());
  // A form that gains and loses fields under the hand is worse than one that comes a moment later.
  const ready = () =>
    workspace.fieldsKnown() && preferences.state().kind !== "pending" ? workspace.general() : undefined;
  return (
    <Show when={workspace.searches()} fallback={<NoAccess />}>
      <Show
        when={ready()}
        fallback={
          <Page title="Search customers">
            <Skeleton lines={8} />
          </Page>
        }
      >
        {(general) => <Form money={general().money} kept={preferences.value()?.search ?? {}} />}
      </Show>
    </Show>
  );
};

interface FormProps {
  readonly money: MoneyFormat;
  readonly kept: SearchChoices;
}

const Form: Component<FormProps> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  // What is typed stands in the address too, so that a reload and the way back from the list bring it again.
  const [address, setAddress] = useSearchParams();
  const [entered, setEntered] = createSignal<Entered>(
    untrack(() =>
      Object.fromEntries(Object.entries(address).map(([key, value]) => [key, [value ?? []].flat()])),
    ),
  );
  const [problems, setProblems] = createSignal<Asked["problems"]>({});
  const [configuring, setConfiguring] = createSignal(false);
  // Also reached from the account menu (14 §4.1.12), from this page too.
  const location = useLocation<{ readonly configure?: boolean }>();
  createEffect(() => {
    if (location.state?.configure === true) setConfiguring(true);
  });
  const fields = createMemo(() =>
    searchFields(workspace, [...listFields(workspace.fields()), COMMENT_FIELD]),
  );
  const choice = (key: string) => choiceOf(props.kept, key);
  const shown = createMemo(() => fields().filter(({ key }) => choice(key) !== "off"));
  // By key: a field that is built anew with the names of the directory keeps its control, and the focus in it.
  const keys = createMemo(() => shown().map(({ key }) => key));

  let form: HTMLFormElement | undefined;
  const find = () => {
    const asked = askedOf(shown(), entered(), {
      strict: (key) => choice(key) === "strict",
      money: props.money,
    });
    setProblems(asked.problems);
    if (Object.keys(asked.problems).length > 0) {
      form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    const address = new URLSearchParams(asked.filters).toString();
    navigate(address === "" ? "/customers" : `/customers?${address}`);
  };
  const set = (key: string, value: readonly string[]) => {
    setEntered({ ...entered(), [key]: value });
    setAddress({ [key]: value.length === 0 ? null : [...value] }, { replace: true });
    setProblems({ ...problems(), [key]: undefined });
  };
  const reset = () => {
    setAddress(Object.fromEntries(Object.keys(address).map((key) => [key, null])), { replace: true });
    setEntered({});
    setProblems({});
    form?.querySelector<HTMLElement>("input")?.focus();
  };
  const keep = (choices: SearchChoices) => {
    ports.preferences.keepSearch(choices).catch((cause: unknown) => {
      report(cause);
      notify({ tone: "bad", title: "Not saved", text: "The search fields are as they were." });
    });
  };

  return (
    <Page
      title="Search customers"
      crumbs={[{ text: "Customers", href: "/customers" }, { text: "Search" }]}
      actions={
        <Button onClick={() => setConfiguring(true)}>
          <Settings2 size={16} aria-hidden="true" />
          Configure search fields
        </Button>
      }
    >
      <form
        ref={(element) => (form = element)}
        class="search-form"
        onSubmit={(event) => {
          event.preventDefault();
          find();
        }}
      >
        <Panel title="Find customers with all of this">
          <Show
            when={keys().length > 0}
            fallback={
              <EmptyState title="No search field is switched on">
                Switch on what you search by under Configure search fields.
              </EmptyState>
            }
          >
            <div class="form-grid">
              <For each={keys()}>
                {(key) => (
                  <Show when={shown().find((one) => one.key === key)}>
                    {(of) => (
                      <SearchInput
                        of={of()}
                        strict={isText(of()) && choice(key) === "strict"}
                        value={entered()[key] ?? []}
                        onValue={(value) => set(key, value)}
                        problem={problems()[key]}
                      />
                    )}
                  </Show>
                )}
              </For>
            </div>
          </Show>
        </Panel>
        <div class="form-actions">
          <Button type="submit" look="primary">
            Find
          </Button>
          <Button onClick={reset}>Reset</Button>
        </div>
      </form>
      <ConfigureSearch
        open={configuring()}
        onClose={() => setConfiguring(false)}
        fields={fields()}
        kept={props.kept}
        onSave={keep}
      />
    </Page>
  );
};

export default CustomerSearch;
