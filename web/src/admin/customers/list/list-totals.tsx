import { Match, Switch, createSignal, type Component } from "solid-js";
import { addAmounts, type Amount } from "@trunkline/domain/money/amount";
import { countText } from "../../../lib/count-text.ts";
import { Button } from "../../../ui/button.tsx";
import { notify } from "../../../ui/toast.tsx";
import { failed } from "../mass/create-selection.ts";
import type { ListCount } from "./create-count.ts";
import type { CustomerRows } from "./create-rows.ts";

interface ListTotalsProps {
  readonly count: ListCount;
  /** What the list shows: another one has other totals. */
  readonly question: string | undefined;
  readonly list: Pick<CustomerRows, "balances">;
  readonly money: (amount: Amount) => string;
}

const Sum: Component<{ readonly of: Amount; readonly money: (amount: Amount) => string }> = (props) => (
  <strong class="number" classList={{ negative: props.of < 0 }}>
    {props.money(props.of)}
  </strong>
);

/** Nothing is a sum too. */
const there = (sum: Amount | undefined) => (sum === undefined ? undefined : { sum });

/**
 * The line under the table: how many there are and what they have together (14 §1.7). Where neither the page nor the
 * database knows the sum, because the index in the browser chose the rows, it is asked for and says so.
 */
export const ListTotals: Component<ListTotalsProps> = (props) => {
  const [asked, setAsked] = createSignal<{ readonly of: string; readonly sum: Amount }>();
  const [busy, setBusy] = createSignal(false);
  const answered = () => {
    const known = asked();
    return known !== undefined && known.of === props.question ? known.sum : undefined;
  };
  const ask = async () => {
    const of = props.question;
    if (of === undefined) return;
    setBusy(true);
    try {
      const answer = await props.list.balances();
      if (answer.kind === "found")
        setAsked({ of, sum: addAmounts(...answer.rows.map(({ balance }) => balance)) });
      else if (answer.kind === "too-many")
        notify({
          tone: "warn",
          title: "More than 10,000 customers match. Narrow the list by a filter first.",
        });
      else notify({ tone: "bad", title: "You may not do this any more." });
    } catch (cause) {
      notify({ tone: "bad", title: failed(cause) });
    } finally {
      setBusy(false);
    }
  };
  const matching = () => {
    const count = props.count.matching();
    return count === undefined ? "not counted yet" : countText(count);
  };
  return (
    <div class="list-totals" role="group" aria-label="Totals">
      <span>
        Customers: <strong class="number">{matching()}</strong>
      </span>
      <span>
        Sum of balances:{" "}
        <Switch
          fallback={
            <Button small look="plain" busy={busy()} onClick={() => void ask()}>
              Add up
            </Button>
          }
        >
          <Match when={there(props.count.balance())}>
            {(known) => <Sum of={known().sum} money={props.money} />}
          </Match>
          <Match when={there(answered())}>
            {(known) => (
              <>
                <Sum of={known().sum} money={props.money} /> when last added up{" "}
                <Button small look="plain" busy={busy()} onClick={() => void ask()}>
                  Add up again
                </Button>
              </>
            )}
          </Match>
        </Switch>
      </span>
    </div>
  );
};
