import { Show, createEffect, on, onCleanup, type Component, type JSX } from "solid-js";
import { useLocation } from "@solidjs/router";
import PanelLeftClose from "lucide-solid/icons/panel-left-close";
import PanelLeftOpen from "lucide-solid/icons/panel-left-open";
import ScrollText from "lucide-solid/icons/scroll-text";
import Search from "lucide-solid/icons/search";
import Settings from "lucide-solid/icons/settings";
import UserPlus from "lucide-solid/icons/user-plus";
import Users from "lucide-solid/icons/users";
import { useWorkspace } from "../workspace.tsx";

interface RailLinkProps {
  readonly href: string;
  readonly label: string;
  readonly icon: JSX.Element;
  readonly folded: boolean;
  readonly current: boolean;
}

const RailLink: Component<RailLinkProps> = (props) => (
  <a
    class="rail-link"
    href={props.href}
    aria-current={props.current ? "page" : undefined}
    title={props.folded ? props.label : undefined}
  >
    {props.icon}
    <span>{props.label}</span>
  </a>
);

interface RailProps {
  readonly folded: boolean;
  /** On a phone, where it lies over the page. */
  readonly open: boolean;
  readonly onFold: (folded: boolean) => void;
  readonly onClose: () => void;
}

/** The main menu: what exists and what the person may open. */
export const Rail: Component<RailProps> = (props) => {
  const workspace = useWorkspace();
  const location = useLocation();
  const mayList = () => workspace.may("customers.list") || workspace.may("customers.list.own");
  const maySearch = () => workspace.searches();
  const mayConfigure = () =>
    (["config.customers.view", "config.system.view", "config.tools"] as const).some((one) =>
      workspace.may(one),
    );
  const inList = () =>
    location.pathname.startsWith("/customers") &&
    !["/customers/add", "/customers/search"].includes(location.pathname);
  let rail!: HTMLElement;
  // It stands before the button that opens it, so that the keys would otherwise never find it.
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        const opener = document.activeElement;
        rail.querySelector("a")?.focus();
        onCleanup(() => {
          // Another page takes the focus to itself.
          if (rail.contains(document.activeElement) && opener instanceof HTMLElement) opener.focus();
        });
      },
      { defer: true },
    ),
  );
  return (
    <nav
      ref={rail}
      class="rail"
      aria-label="Main menu"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !props.open) return;
        event.preventDefault();
        props.onClose();
      }}
    >
      <div class="rail-brand">
        <img src="/favicon.svg" alt="" width="24" height="24" />
        <span>Trunkline</span>
      </div>
      <Show when={mayList() || workspace.may("customers.add")}>
        <div class="rail-heading">Customers</div>
        <Show when={workspace.may("customers.add")}>
          <RailLink
            href="/customers/add"
            label="Add"
            icon={<UserPlus size={17} aria-hidden="true" />}
            folded={props.folded}
            current={location.pathname === "/customers/add"}
          />
        </Show>
        <Show when={maySearch()}>
          <RailLink
            href="/customers/search"
            label="Search"
            icon={<Search size={17} aria-hidden="true" />}
            folded={props.folded}
            current={location.pathname === "/customers/search"}
          />
        </Show>
        <Show when={mayList()}>
          <RailLink
            href="/customers"
            label="List"
            icon={<Users size={17} aria-hidden="true" />}
            folded={props.folded}
            current={inList()}
          />
        </Show>
      </Show>
      <Show when={mayConfigure() || workspace.may("administration.logs")}>
        <div class="rail-heading">System</div>
        <Show when={workspace.may("administration.logs")}>
          <RailLink
            href="/administration/logs"
            label="Logs"
            icon={<ScrollText size={17} aria-hidden="true" />}
            folded={props.folded}
            current={location.pathname.startsWith("/administration/logs")}
          />
        </Show>
        <Show when={mayConfigure()}>
          <RailLink
            href="/config"
            label="Config"
            icon={<Settings size={17} aria-hidden="true" />}
            folded={props.folded}
            current={location.pathname.startsWith("/config")}
          />
        </Show>
      </Show>
      <button
        type="button"
        class="rail-link rail-foot"
        aria-expanded={!props.folded}
        onClick={() => props.onFold(!props.folded)}
      >
        <Show when={props.folded} fallback={<PanelLeftClose size={17} aria-hidden="true" />}>
          <PanelLeftOpen size={17} aria-hidden="true" />
        </Show>
        <span>{props.folded ? "Unfold the menu" : "Fold the menu"}</span>
      </button>
    </nav>
  );
};
