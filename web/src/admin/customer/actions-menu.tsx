import { Match, Show, Switch, createMemo, createSignal, type Component, type JSX } from "solid-js";
import { canDelete, convertObstacles } from "@trunkline/domain/customer/change";
import type { Customer } from "@trunkline/domain/customer/record";
import type { ConvertObstacle } from "@trunkline/domain/calls/customers";
import ChevronDown from "lucide-solid/icons/chevron-down";
import LogIn from "lucide-solid/icons/log-in";
import Trash from "lucide-solid/icons/trash";
import UserMinus from "lucide-solid/icons/user-minus";
import { useNavigate } from "@solidjs/router";
import { usePorts } from "../../data/ports.tsx";
import { handoverAddress } from "../../lib/handover.ts";
import { makePresses } from "../../lib/press.ts";
import { ConfirmDialog, Dialog } from "../../ui/dialog.tsx";
import { Button } from "../../ui/button.tsx";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { notify } from "../../ui/toast.tsx";
import { useWorkspace } from "../workspace.tsx";
import { answerOr } from "../config/ask.ts";

interface ActionsMenuProps {
  readonly customer: Customer;
  /** What was typed here would be lost with the record: called before it goes. */
  readonly onGone: () => void;
}

type Asked = "delete" | "convert";

/** What can be done with the customer as he is stored now; the items follow the status live (12 §2.1). */
export const ActionsMenu: Component<ActionsMenuProps> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const [asked, setAsked] = createSignal<Asked>();
  const [busy, setBusy] = createSignal(false);
  const [blocked, setBlocked] = createSignal<string>();
  const press = makePresses<object>();
  const may = (permission: Parameters<typeof workspace.may>[0]) => workspace.may(permission, props.customer);
  const connected = () => workspace.connection.connected();

  /** What the saved status keeps out of the menu, and what would bring it (11 §1.3). */
  const missing = () => {
    const { status } = props.customer;
    return [
      ...(may("customers.view.convert") && status !== "new" ? ["Convert to lead: only while New"] : []),
      ...(may("customers.view.delete") && !canDelete(props.customer)
        ? ["Delete: set to Inactive and save first"]
        : []),
    ];
  };

  const items = createMemo<readonly MenuItem[]>(() => [
    ...(may("customers.view.loginAs")
      ? [
          action(
            "Login as customer",
            <LogIn size={15} aria-hidden="true" />,
            () => void openPortal(),
            !connected(),
          ),
        ]
      : []),
    ...(may("customers.view.convert") && props.customer.status === "new"
      ? [
          action(
            "Convert to lead",
            <UserMinus size={15} aria-hidden="true" />,
            () => setAsked("convert"),
            !connected(),
          ),
        ]
      : []),
    ...(may("customers.view.delete") && canDelete(props.customer)
      ? [
          {
            ...action(
              "Delete",
              <Trash size={15} aria-hidden="true" />,
              () => setAsked("delete"),
              !connected(),
            ),
            danger: true,
          },
        ]
      : []),
    ...missing().map((label) => ({ kind: "heading" as const, label })),
  ]);

  const openPortal = async () => {
    // The tab is opened by the press itself: one opened later, by an answer, is what browsers block.
    const tab = window.open("", "_blank");
    const answer = await answerOr(
      "The portal was not opened",
      ports.call("loginAsCustomer", { customerId: props.customer.id }),
    );
    if (answer?.kind !== "done") {
      tab?.close();
      if (answer !== undefined) gone("The portal was not opened", answer.kind);
      return;
    }
    const address = handoverAddress(location.origin, answer.code, workspace.person(ports.uid).name);
    if (tab === null) setBlocked(address);
    else tab.location.replace(address);
  };

  const carryOut = async (what: Asked) => {
    setBusy(true);
    const done = what === "delete" ? await remove() : await convert();
    setBusy(false);
    setAsked(undefined);
    if (done) navigate("/customers");
  };
  const remove = async () => {
    const { id: customerId, name } = props.customer;
    const answer = await answerOr(
      "The customer was not deleted",
      ports.call("deleteCustomer", { key: press("delete").keyOf({ customerId }), customerId }),
    );
    if (answer === undefined) return false;
    press("delete").answered();
    if (answer.kind === "done") {
      props.onGone();
      notify({
        tone: "good",
        title: `${name} was deleted`,
        text: "Config → Tools → Restore deleted customers brings the customer back.",
      });
      return true;
    }
    gone("The customer was not deleted", answer.kind);
    return false;
  };
  const convert = async () => {
    // As he was: by the time of the answer the record may have left this page already.
    const { id: customerId, name, number } = props.customer;
    const answer = await answerOr(
      "The customer was not converted",
      ports.call("convertToLead", { key: press("convert").keyOf({ customerId }), customerId }),
    );
    if (answer === undefined) return false;
    press("convert").answered();
    if (answer.kind === "done") {
      props.onGone();
      notify({
        tone: "good",
        title: `${name} is a lead now`,
        text: `With the same ID, ${number}. Leads have no page yet.`,
      });
      return true;
    }
    if (answer.kind === "obstacles") {
      notify({
        tone: "warn",
        title: "The customer was not converted",
        text: obstaclesText(answer.obstacles),
      });
    } else gone("The customer was not converted", answer.kind);
    return false;
  };

  // What this page knows already is said before the question; the server looks again, services and invoices included.
  const obstacles = () => convertObstacles({ ...props.customer, services: 0, unpaidInvoices: 0 });

  return (
    <Show when={items().some(({ kind }) => kind !== "heading")}>
      <Menu
        items={items()}
        trigger={
          <>
            Actions
            <ChevronDown size={14} aria-hidden="true" />
          </>
        }
      />
      <ConfirmDialog
        open={asked() === "delete" && canDelete(props.customer)}
        danger
        busy={busy()}
        title={`Delete ${props.customer.name}?`}
        text={
          <>
            <p>
              <bdi>{props.customer.name}</bdi> (ID {props.customer.number}) has an account balance of{" "}
              {workspace.money(props.customer.balance)}.
            </p>
            <p>
              The customer leaves all lists, searches and reports. The portal login {props.customer.login}{" "}
              ends and becomes free for others. Planned changes are dropped. Comments and history are kept.
            </p>
            <p>The customer can be restored later, with the same ID and as Inactive.</p>
          </>
        }
        confirm="Delete"
        onConfirm={() => void carryOut("delete")}
        onCancel={() => setAsked(undefined)}
      />
      <Switch>
        <Match when={asked() === "convert" && obstacles().length > 0}>
          <Dialog
            open
            onClose={() => setAsked(undefined)}
            title="This customer cannot be converted to a lead yet"
            actions={<Button onClick={() => setAsked(undefined)}>Close</Button>}
          >
            <p>{obstaclesText(obstacles())}</p>
          </Dialog>
        </Match>
        <Match when={asked() === "convert"}>
          <ConfirmDialog
            open
            busy={busy()}
            title={`Convert ${props.customer.name} to a lead?`}
            text={
              <>
                <p>
                  The record leaves Customers and becomes a lead with the same ID, {props.customer.number},
                  the same contact data, additional fields and comments. You become its owner.
                </p>
                <p>
                  The portal login {props.customer.login} stops working until the lead is converted back.
                  Planned changes are dropped.
                </p>
                <p>
                  <strong>There is no page of leads yet.</strong> Until it comes, nobody can see the lead,
                  change it or make it a customer again. Do not convert anyone you still need.
                </p>
              </>
            }
            confirm="Convert"
            onConfirm={() => void carryOut("convert")}
            onCancel={() => setAsked(undefined)}
          />
        </Match>
      </Switch>
      <Dialog
        open={blocked() !== undefined}
        onClose={() => setBlocked(undefined)}
        title="Your browser blocked the new tab"
        description="Open the portal from here within a minute."
        actions={
          <a
            class="button primary"
            href={blocked()}
            target="_blank"
            rel="noreferrer"
            onClick={() => setBlocked(undefined)}
          >
            Open the portal
          </a>
        }
      />
    </Show>
  );
};

function action(label: string, icon: JSX.Element, onSelect: () => void, disabled: boolean): MenuItem {
  return {
    kind: "action",
    label: disabled ? `${label} (needs the connection)` : label,
    icon,
    onSelect,
    disabled,
  };
}

type Refusal = "not-inactive" | "not-allowed" | "not-found";
const REFUSED: Record<Refusal, string> = {
  "not-inactive": "Only an Inactive customer can be deleted, and somebody changed the status meanwhile.",
  "not-allowed": "You do not have the permission for it.",
  "not-found": "The customer is no longer here.",
};

function gone(title: string, kind: Refusal): void {
  notify({ tone: "warn", title, text: REFUSED[kind] });
}

const OBSTACLES: Record<ConvertObstacle, string> = {
  "not-new": "the status is not New",
  services: "there are services that are not archived",
  "unpaid-invoices": "there are unpaid invoices",
  balance: "the account balance is not zero",
};

function obstaclesText(obstacles: readonly ConvertObstacle[]): string {
  return `In the way: ${obstacles.map((one) => OBSTACLES[one]).join("; ")}.`;
}
