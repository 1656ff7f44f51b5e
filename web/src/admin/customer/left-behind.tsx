import { For, Show, createSignal, onMount, untrack, type Component } from "solid-js";
import type { Customer } from "@trunkline/domain/customer/record";
import { report } from "../../lib/report.ts";
import { Button } from "../../ui/button.tsx";
import { notify } from "../../ui/toast.tsx";
import { readKept } from "../comments/kept.ts";
import { panelKey, tabKey } from "../comments/outgoing.ts";
import { useWorkspace } from "../workspace.tsx";
import { customerDraftKey } from "./create-customer-form.ts";
import { fieldLabel, valueText } from "./labels.ts";

interface Typed {
  readonly key: string;
  readonly label: string;
  readonly text: string;
}

/**
 * What the person had typed at a customer who left his sight while he typed: shown to be taken elsewhere, and kept on the
 * device in case the customer comes back (12 §7.5).
 */
export const LeftBehind: Component<{ readonly customer: Pick<Customer, "id"> }> = (props) => {
  const workspace = useWorkspace();
  const { drafts } = workspace;
  const customer = untrack(() => props.customer);
  const [typed, setTyped] = createSignal<readonly Typed[]>([]);

  const load = async () => {
    const fields = Object.entries((await drafts.load(customerDraftKey(customer)))?.fields ?? {});
    const texts = await Promise.all(
      [panelKey(customer.id), tabKey(customer.id)].map(async (key) => ({
        key,
        label: "Comment",
        text: readKept((await drafts.load(key))?.fields).text ?? "",
      })),
    );
    setTyped([
      ...fields.map(([name, { value }]) => ({
        key: customerDraftKey(customer),
        label: fieldLabel(name, workspace.fields()),
        text: valueText(workspace, name, value),
      })),
      ...texts.filter(({ text }) => text !== ""),
    ]);
  };
  onMount(() => void load().catch(report));

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(
        typed()
          .map(({ label, text }) => `${label}: ${text}`)
          .join("\n"),
      );
      notify({ title: "Text copied" });
    } catch (cause) {
      report(cause);
      notify({ tone: "bad", title: "Not copied", text: "The browser does not let this page write there." });
    }
  };
  const discard = () => {
    for (const key of new Set(typed().map((one) => one.key))) drafts.drop(key);
    setTyped([]);
  };

  return (
    <Show when={typed().length > 0}>
      <section class="left-behind" aria-labelledby="left-behind">
        <h2 id="left-behind">What you had typed was not saved</h2>
        <p>It is kept, and in the form again should the customer come back.</p>
        <dl>
          <For each={typed()}>
            {(one) => (
              <>
                <dt>{one.label}</dt>
                <dd>
                  <bdi>{one.text}</bdi>
                </dd>
              </>
            )}
          </For>
        </dl>
        <div class="left-behind-actions">
          <Button onClick={() => void copy()}>Copy the text</Button>
          <Button look="plain" onClick={discard}>
            Discard
          </Button>
        </div>
      </section>
    </Show>
  );
};
