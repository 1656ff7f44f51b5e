import { For, Show, createSignal, onMount, type Component } from "solid-js";
import type { MoveCounts, MovedRecords } from "@trunkline/domain/calls/move";
import type { CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import { usePorts } from "../../data/ports.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { answerOr } from "../config/ask.ts";
import { useWorkspace } from "../workspace.tsx";

interface MoveDialogProps {
  readonly customerIds: readonly CustomerId[];
  readonly to: PartnerId;
  /** Who it is, where it is one. */
  readonly name?: string | undefined;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

const many = (count: number, one: string, more: string) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : more}`;

/** What there is of each kind, in words. */
function recordsText({ comments, planned, entries }: MovedRecords): string {
  return [
    [comments, many(comments, "comment or to-do", "comments and to-dos")],
    [planned, many(planned, "planned change", "planned changes")],
    [entries, many(entries, "entry of the activity", "entries of the activity")],
  ]
    .flatMap(([count, text]) => (count === 0 ? [] : [text]))
    .join(", ");
}

/** Asks before customers go to another partner: what goes along, and who will not see them any more (15 §4.10). */
export const MoveDialog: Component<MoveDialogProps> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const [counts, setCounts] = createSignal<MoveCounts>();
  const [failed, setFailed] = createSignal(false);
  const count = async () => {
    setFailed(false);
    const answer = await answerOr(
      "It was not counted what moves",
      ports.call("countMove", { customerIds: [...props.customerIds], partnerId: props.to }),
    );
    if (answer?.kind === "counted") setCounts(answer);
    else setFailed(true);
  };
  onMount(() => void count());

  const partner = (id: PartnerId) => workspace.directory()?.partners[id]?.name ?? id;
  const moving = () => counts()?.from.reduce((all, one) => all + one.customers, 0) ?? 0;
  const who = () => props.name ?? many(props.customerIds.length, "customer", "customers");
  const lefts = ({ from }: MoveCounts) => from.map((one) => partner(one.partnerId)).join(" or ");
  const losers = (now: MoveCounts) =>
    `${many(now.losing, "administrator", "administrators")} of ${lefts(now)}`;

  return (
    <ConfirmDialog
      open
      title={`Move ${who()} to ${partner(props.to)}?`}
      text={
        <Show
          when={counts()}
          fallback={
            <Show when={failed()} fallback={<Skeleton lines={3} label="Counting what goes along" />}>
              <p>It is not known what would move.</p>
              <Button small onClick={() => void count()}>
                Count again
              </Button>
            </Show>
          }
        >
          {(now) => (
            <Show
              when={moving() > 0}
              fallback={<p>All of them belong to {partner(props.to)} already; none moves.</p>}
            >
              <Show when={props.name === undefined}>
                <ul>
                  <For each={now().from}>
                    {(one) => (
                      <li>
                        From {partner(one.partnerId)}: {many(one.customers, "customer", "customers")}
                      </li>
                    )}
                  </For>
                  <Show when={props.customerIds.length > moving()}>
                    <li>Stays there: {many(props.customerIds.length - moving(), "customer", "customers")}</li>
                  </Show>
                </ul>
              </Show>
              <p>
                Goes along:{" "}
                {now().records === null
                  ? "all comments, to-dos, planned changes and the whole activity"
                  : recordsText(now().records as MovedRecords)}
                .
              </p>
              <p>
                {now().losing === 0
                  ? `No administrator is bound to ${lefts(now())}: whoever sees the record now still will.`
                  : `Not visible any more to ${losers(now())}, not even in an open page.`}
              </p>
            </Show>
          )}
        </Show>
      }
      confirm={`Move to ${partner(props.to)}`}
      busy={props.busy || counts() === undefined}
      onConfirm={() => props.onConfirm()}
      onCancel={() => props.onCancel()}
    />
  );
};
