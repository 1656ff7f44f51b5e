import {
  Match,
  Show,
  Suspense,
  Switch,
  createEffect,
  createMemo,
  createSignal,
  lazy,
  on,
  untrack,
  type Component,
} from "solid-js";
import { A, useBeforeLeave, useParams, type BeforeLeaveEventArgs } from "@solidjs/router";
import type { CheckContext } from "@trunkline/domain/customer/check";
import { customerHeading, type Customer } from "@trunkline/domain/customer/record";
import type { CustomerNumber } from "@trunkline/domain/ids/ids";
import type { Instant } from "@trunkline/domain/time/instant";
import { dayIn } from "@trunkline/domain/time/zone";
import CloudUpload from "lucide-solid/icons/cloud-upload";
import Lock from "lucide-solid/icons/lock";
import UserX from "lucide-solid/icons/user-x";
import { usePorts } from "../../data/ports.tsx";
import { createLiveDoc } from "../../lib/live/create-live.ts";
import type { LiveState } from "../../lib/live/source.ts";
import { createShortcut } from "../../lib/shortcuts.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Page } from "../../ui/page.tsx";
import { EmptyState, Skeleton } from "../../ui/states.tsx";
import { notify } from "../../ui/toast.tsx";
import { LiveTrouble } from "../live-trouble.tsx";
import { NoAccess, NotFound } from "../frame/not-found.tsx";
import { createFolds } from "../folds.ts";
import { MapsSection } from "../map/section.tsx";
import { useWorkspace } from "../workspace.tsx";
import { createActivity } from "./activity-panel.tsx";
import { whoDid } from "./activity-text.ts";
import { BelowTabs } from "./below.tsx";
import { CommentsPanel } from "./comments/panel.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { createBelow } from "./create-below.ts";
import { createCustomerForm } from "./create-customer-form.ts";
import { createPresence } from "./create-presence.ts";
import { CustomerHeader, SaveButton } from "./header.tsx";
import { LeftBehind } from "./left-behind.tsx";
import { AdditionalSection, MainSection } from "./sections.tsx";
import "./customer.css";

// Fetched when somebody is moved.
const MoveDialog = lazy(async () => ({ default: (await import("../move/move-dialog.tsx")).MoveDialog }));

/** The page of one customer, found by the ID in the address. */
const CustomerPage: Component = () => {
  const params = useParams();
  const ports = usePorts();
  const workspace = useWorkspace();
  const number = createMemo(() => {
    const text = params["number"] ?? "";
    return /^[1-9]\d{0,8}$/.test(text) ? (Number(text) as CustomerNumber) : undefined;
  });
  const may = () => workspace.may("customers.view") || workspace.may("customers.view.own");
  const live = createLiveDoc(() => {
    const wanted = number();
    return wanted === undefined || !may() ? undefined : ports.customers.byNumber(wanted);
  });
  // The record decides when the page is built anew: another customer, not another version of the same one.
  const id = createMemo(() => live.value()?.id);
  // Whom this page showed a moment ago, for the notice when he leaves it (12 §7.5).
  const shown = createMemo<Customer | undefined>((before) => live.value() ?? keepOf(before, number()));
  const gone = () => (live.value() === undefined ? shown() : undefined);
  const customer = (): Customer => {
    // One who left is still told to those of his page that wait for an answer: whoever deletes him, to begin with.
    const now = live.value() ?? shown();
    if (now === undefined) throw new Error("The customer's page outlived the customer");
    return now;
  };
  return (
    <Switch
      fallback={
        <Page title={`Customer ${number() ?? ""}`} heading={<span />}>
          <Skeleton lines={12} label="Loading the customer" />
        </Page>
      }
    >
      <Match when={number() === undefined}>
        <NotFound />
      </Match>
      <Match when={!may()}>
        <NoAccess />
      </Match>
      <Match when={id()} keyed>
        <CustomerScreen customer={customer()} state={live.state()} />
      </Match>
      <Match when={live.state().kind === "ready" || refused(live.state())}>
        <Page title="Customer not found" heading={<span />}>
          <EmptyState
            whole
            title="Customer not found"
            icon={<UserX size={28} aria-hidden="true" />}
            actions={
              <A class="button" href="/customers">
                Customers
              </A>
            }
          >
            <Show
              when={gone()}
              fallback={
                <>
                  There is no customer with ID {number()} that you can open. He may have been deleted,
                  converted or moved.
                </>
              }
            >
              {(last) => (
                <>
                  <bdi>{last().name}</bdi> ({last().number}) has just been deleted, converted to a lead or
                  moved to a partner whose customers you may not see.
                </>
              )}
            </Show>
          </EmptyState>
          <Show when={gone()}>{(last) => <LeftBehind customer={last()} />}</Show>
        </Page>
      </Match>
      <Match when={live.state().kind === "failed"}>
        <Page title={`Customer ${number()}`} heading={<span />}>
          <LiveTrouble whole title="The customer cannot be shown" />
        </Page>
      </Match>
    </Switch>
  );
};

function keepOf(before: Customer | undefined, number: CustomerNumber | undefined): Customer | undefined {
  return before?.number === number ? before : undefined;
}

function refused(state: LiveState): boolean {
  return state.kind === "failed" && state.failure.kind === "refused";
}

const CustomerScreen: Component<{ readonly customer: Customer; readonly state: LiveState }> = (props) => {
  const workspace = useWorkspace();
  const today = createMemo(() => dayIn(workspace.general()?.timeZone ?? "UTC", workspace.now() as Instant));
  const context = createMemo<CheckContext>(() => ({
    today: today(),
    zone: workspace.general()?.timeZone,
    definitions: workspace.formFields(),
  }));
  const editing = createCustomerForm(() => props.customer, context);
  const presence = createPresence(() => props.customer);
  const activity = createActivity(() => props.customer);
  const folds = createFolds();
  const below = createBelow();
  const mayEdit = createMemo(() => workspace.may("customers.view.edit", props.customer));
  /** Something is typed that may not be saved any more. */
  const barred = createMemo(() => !mayEdit() && editing.form.dirty());
  createEffect(
    on(mayEdit, (now) => {
      // The page may be scrolled to where nobody sees its banner.
      if (now || !untrack(editing.form.dirty)) return;
      notify({ tone: "warn", title: "Your right to edit was taken away", text: "What you typed is kept." });
    }),
  );
  const [leaving, setLeaving] = createSignal<BeforeLeaveEventArgs>();

  createShortcut(workspace.shortcuts, {
    keys: "mod+s",
    label: "Save the customer",
    group: "Customer",
    run: () => void editing.save(),
  });
  useBeforeLeave((event) => {
    if (!editing.form.dirty() || editing.waiting() || event.defaultPrevented) return;
    // Another tab below is still this page.
    if (typeof event.to === "string" && new URL(event.to, location.href).pathname === event.from.pathname)
      return;
    event.preventDefault();
    setLeaving(event);
  });
  const whoChanged = (field: string) => {
    const entry = activity.rows().find((one) => Object.hasOwn(one.after, field));
    return entry === undefined ? undefined : whoDid(workspace, props.customer, entry).name;
  };
  const section = () => ({
    customer: props.customer,
    editing,
    presence,
    mayEdit: mayEdit(),
    activity: activity.rows(),
  });

  return (
    <Page
      title={customerHeading(props.customer)}
      heading={
        <CustomerHeader
          customer={props.customer}
          others={presence.others()}
          editing={editing}
          mayEdit={mayEdit()}
          stale={props.state.kind === "stale" || props.state.kind === "cached"}
        />
      }
    >
      <Show when={editing.waiting()}>
        <Banner
          tone="info"
          boxed
          icon={<CloudUpload size={16} aria-hidden="true" />}
          end={
            <Button small onClick={() => editing.discard()}>
              Discard draft
            </Button>
          }
        >
          Will be saved when back online.
        </Banner>
      </Show>
      <Show when={barred()}>
        <Banner
          tone="warn"
          boxed
          icon={<Lock size={16} aria-hidden="true" />}
          end={
            <Button small onClick={() => editing.discard()}>
              Discard draft
            </Button>
          }
        >
          You may not edit this customer any more. What you typed stands in its fields, and is not saved.
        </Banner>
      </Show>
      <div class="customer-columns">
        <MainSection {...section()} fold={folds("customerMain")} />
        <div class="customer-column">
          <CommentsPanel
            customer={props.customer}
            fold={folds("customerComments")}
            onAll={() => below.showComments()}
          />
          <AdditionalSection {...section()} fold={folds("customerAdditional")} />
          <Show when={mayEdit()}>
            <div class="customer-save">
              <SaveButton editing={editing} text="Save customer" />
            </div>
          </Show>
        </div>
        <MapsSection customer={props.customer} fold={folds("customerMaps")} />
      </div>
      <BelowTabs customer={props.customer} activity={activity} below={below} />
      <ConflictDialog
        conflicts={editing.asked()}
        whoChanged={whoChanged}
        onDecide={(choices) => editing.decide(choices)}
        onLater={() => editing.later()}
      />
      <Suspense>
        <Show when={editing.movingTo()} keyed>
          {(to) => (
            <MoveDialog
              customerIds={[props.customer.id]}
              to={to}
              name={props.customer.name}
              busy={editing.saving()}
              onConfirm={() => editing.agreeToMove()}
              onCancel={() => editing.keepPartner()}
            />
          )}
        </Show>
      </Suspense>
      <ConfirmDialog
        open={leaving() !== undefined}
        title="Leave without saving?"
        text="What you typed is kept as a draft and offered when you come back to this customer."
        confirm="Leave"
        cancel="Stay"
        onConfirm={() => {
          const event = leaving();
          setLeaving(undefined);
          event?.retry(true);
        }}
        onCancel={() => setLeaving(undefined)}
      />
    </Page>
  );
};

export default CustomerPage;
