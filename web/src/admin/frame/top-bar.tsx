import { ErrorBoundary, Show, Suspense, createMemo, createSignal, lazy, type Component } from "solid-js";
import { useNavigate } from "@solidjs/router";
import { present } from "@trunkline/domain/presence/presence";
import type { Instant } from "@trunkline/domain/time/instant";
import CircleUser from "lucide-solid/icons/circle-user";
import MenuIcon from "lucide-solid/icons/menu";
import Plus from "lucide-solid/icons/plus";
import Search from "lucide-solid/icons/search";
import WifiOff from "lucide-solid/icons/wifi-off";
import { usePorts } from "../../data/ports.tsx";
import { createLiveList } from "../../lib/live/create-live.ts";
import { report } from "../../lib/report.ts";
import { keysText } from "../../lib/shortcuts.ts";
import { AvatarStack } from "../../ui/avatar.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { notify } from "../../ui/toast.tsx";
import { readDensity, readTheme, setDensity, setTheme, type Density, type Theme } from "../../ui/theme.ts";
import { useWorkspace } from "../workspace.tsx";
import { fetched } from "./fetched.ts";
import { isMac } from "./mac.ts";

// After the first page; nothing of it is needed to begin.
const Bell = lazy(async () => ({ default: (await import("./bell/bell.tsx")).Bell }));

const loadDialogs = () => import("./account-dialogs.tsx");
const AccountDialogs = lazy(async () => ({ default: (await loadDialogs()).AccountDialogs }));

interface TopBarProps {
  readonly onSearch: () => void;
  readonly onHelp: () => void;
  /** On a phone: the menu lies over the page. */
  readonly railOpen: boolean;
  readonly onRail: () => void;
}

const unfetched = (cause: unknown): null => {
  report(cause);
  return null;
};

const THEMES: readonly (readonly [Theme, string])[] = [
  ["system", "Theme of the system"],
  ["light", "Light"],
  ["dark", "Dark"],
];

/** Search, quick add, the connection, colleagues and the account. */
export const TopBar: Component<TopBarProps> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const everywhere = createLiveList(() =>
    workspace.may("customers.view") || workspace.may("customers.view.own")
      ? ports.presence.everywhere()
      : undefined,
  );
  const online = createMemo(() =>
    present(everywhere.rows(), ports.uid, workspace.now() as Instant).map(({ uid }) => workspace.person(uid)),
  );
  const [theme, chooseTheme] = createSignal(readTheme());
  const [density, chooseDensity] = createSignal<Density>(readDensity());
  const [leaving, setLeaving] = createSignal(0);
  const [ending, setEnding] = createSignal(false);
  const [resetting, setResetting] = createSignal(false);
  const [asked, setAsked] = createSignal(false);

  const quickAdd = (): readonly MenuItem[] =>
    workspace.may("customers.add")
      ? [{ label: "Customer", end: "N", onSelect: () => navigate("/customers/add") }]
      : [];

  const ask = async (question: () => void) => {
    if (!(await fetched(loadDialogs, "This"))) return;
    setAsked(true);
    question();
  };
  const signOut = async () => {
    const unsaved = (await workspace.drafts.keys()).length;
    if (unsaved > 0 && leaving() === 0) {
      await ask(() => setLeaving(unsaved));
      return;
    }
    setEnding(true);
    await ports.signOut();
  };

  const resetTables = () => {
    setResetting(false);
    ports.preferences.resetTables().catch((cause: unknown) => {
      report(cause);
      notify({ tone: "bad", title: "Not reset", text: "Your tables are as they were." });
    });
  };

  const account = (): readonly MenuItem[] => [
    { kind: "heading", label: workspace.person(ports.uid).name },
    { kind: "line" },
    ...THEMES.map(([value, label]): MenuItem => ({
      label,
      choice: "menuitemradio",
      chosen: theme() === value,
      onSelect: () => {
        setTheme(value);
        chooseTheme(value);
      },
    })),
    { kind: "line" },
    {
      label: "Comfortable rows",
      choice: "menuitemcheckbox",
      chosen: density() === "comfortable",
      onSelect: () => {
        const next = density() === "comfortable" ? "dense" : "comfortable";
        setDensity(next);
        chooseDensity(next);
      },
    },
    ...(workspace.searches()
      ? [
          {
            label: "Customer search fields",
            onSelect: () => navigate("/customers/search", { state: { configure: true } }),
          },
        ]
      : []),
    { label: "Reset columns", onSelect: () => void ask(() => setResetting(true)) },
    { label: "Keys", end: "?", onSelect: () => props.onHelp() },
    { label: "My profile: security", onSelect: () => navigate("/profile/security") },
    { kind: "line" },
    { label: "Sign out", onSelect: () => void signOut() },
  ];

  return (
    <header class="bar">
      <button
        type="button"
        class="button plain icon rail-toggle-phone"
        aria-label="Menu"
        aria-expanded={props.railOpen}
        onClick={() => props.onRail()}
      >
        <MenuIcon size={18} aria-hidden="true" />
      </button>
      <button type="button" class="button bar-search" onClick={() => props.onSearch()}>
        <Search size={16} aria-hidden="true" />
        <span>Find customers, pages, actions</span>
        <kbd>{keysText("mod+k", isMac())}</kbd>
      </button>
      <div class="bar-end">
        <Show when={!workspace.connection.connected()}>
          <Badge tone="warn" icon={<WifiOff size={12} aria-hidden="true" />}>
            Offline
          </Badge>
        </Show>
        <span class="wide-only">
          <AvatarStack people={online()} label="At work now" />
        </span>
        {/* Without it the rest goes on. */}
        <ErrorBoundary fallback={unfetched}>
          <Suspense>
            <Bell />
          </Suspense>
        </ErrorBoundary>
        <Show when={quickAdd().length > 0}>
          <Menu
            trigger={<Plus size={18} aria-hidden="true" />}
            label="Quick add"
            items={quickAdd()}
            look="plain"
            iconOnly
          />
        </Show>
        <Menu
          trigger={<CircleUser size={18} aria-hidden="true" />}
          label="Account and settings"
          items={account()}
          look="plain"
          iconOnly
        />
      </div>
      <Show when={asked()}>
        <Suspense>
          <AccountDialogs
            resetting={resetting()}
            onReset={resetTables}
            onKeep={() => setResetting(false)}
            leaving={leaving()}
            ending={ending()}
            onLeave={() => void signOut()}
            onStay={() => setLeaving(0)}
          />
        </Suspense>
      </Show>
    </header>
  );
};
