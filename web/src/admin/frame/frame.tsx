import { Show, Suspense, createEffect, createSignal, lazy, on, onCleanup, type Component } from "solid-js";
import { useLocation, useNavigate, type RouteSectionProps } from "@solidjs/router";
import WifiOff from "lucide-solid/icons/wifi-off";
import { createShortcut } from "../../lib/shortcuts.ts";
import { makeTypeAhead, type TypeAhead } from "../../lib/type-ahead.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { absoluteTime, useTime } from "../../ui/time.tsx";
import { useWorkspace } from "../workspace.tsx";
import { fetched } from "./fetched.ts";
import { PageBoundary } from "./page-boundary.tsx";
import { Rail } from "./rail.tsx";
import { TopBar } from "./top-bar.tsx";
import "./frame.css";
import "./print.css";

// Nothing of searching is fetched before somebody searches.
const loadSearch = () => import("./global-search.tsx");
const GlobalSearch = lazy(async () => ({ default: (await loadSearch()).GlobalSearch }));

const loadHelp = () => import("./shortcut-help.tsx");
const ShortcutHelp = lazy(async () => ({ default: (await loadHelp()).ShortcutHelp }));

const FOLDED = "trunkline-rail-folded";

/** Rail, bar and the page between them; a page that breaks leaves the frame standing. */
export const Frame: Component<RouteSectionProps> = (props) => {
  const workspace = useWorkspace();
  const location = useLocation();
  const navigate = useNavigate();
  const [folded, setFolded] = createSignal(localStorage.getItem(FOLDED) === "yes");
  const [railOpen, setRailOpen] = createSignal(false);
  const [searching, setSearching] = createSignal(false);
  const [helping, setHelping] = createSignal(false);
  let main!: HTMLElement;

  const fold = (wanted: boolean) => {
    setFolded(wanted);
    localStorage.setItem(FOLDED, wanted ? "yes" : "no");
  };
  const { shortcuts } = workspace;
  const [searched, setSearched] = createSignal(false);
  let ahead: TypeAhead | undefined;
  const typed = () => ahead?.stop() ?? "";
  onCleanup(typed);
  const search = async () => {
    typed();
    ahead = makeTypeAhead(window);
    if (!(await fetched(loadSearch, "The search"))) {
      typed();
      return;
    }
    setSearched(true);
    setSearching(true);
  };
  const [helped, setHelped] = createSignal(false);
  const help = async () => {
    if (!(await fetched(loadHelp, "The list of keys"))) return;
    setHelped(true);
    setHelping(true);
  };
  createShortcut(shortcuts, {
    keys: "mod+k",
    label: "Find customers, pages and actions",
    group: "Everywhere",
    run: () => void search(),
  });
  createShortcut(shortcuts, {
    keys: "/",
    label: "Find customers, pages and actions",
    group: "Everywhere",
    run: () => void search(),
  });
  createShortcut(shortcuts, {
    keys: "s",
    label: "Find customers, pages and actions",
    group: "Everywhere",
    run: () => void search(),
  });
  createShortcut(shortcuts, {
    keys: "?",
    label: "Show all keys",
    group: "Everywhere",
    run: () => void help(),
  });
  createShortcut(shortcuts, {
    keys: "n",
    label: "Add a customer",
    group: "Everywhere",
    run: () => workspace.may("customers.add") && navigate("/customers/add"),
  });

  // A new page is read from its top, also by a screen reader.
  createEffect(
    on(
      () => location.pathname,
      () => {
        setRailOpen(false);
        main.focus({ preventScroll: true });
        main.scrollTop = 0;
      },
      { defer: true },
    ),
  );

  return (
    <div class="frame" data-folded={folded() ? "" : undefined} data-rail-open={railOpen() ? "" : undefined}>
      <a class="skip-link" href="#content" onClick={() => main.focus()}>
        Skip to the page
      </a>
      <Rail folded={folded()} open={railOpen()} onFold={fold} onClose={() => setRailOpen(false)} />
      <button
        type="button"
        class="rail-shade"
        aria-label="Close the menu"
        tabIndex={-1}
        onClick={() => setRailOpen(false)}
      />
      <TopBar
        onSearch={() => void search()}
        onHelp={() => void help()}
        railOpen={railOpen()}
        onRail={() => setRailOpen(!railOpen())}
      />
      <div class="content-with-banner">
        <div>
          <ConnectionBanner />
        </div>
        <main id="content" ref={main} class="content" tabIndex={-1}>
          <PageBoundary>
            <Suspense
              fallback={
                <div class="page">
                  <Skeleton lines={10} />
                </div>
              }
            >
              {props.children}
            </Suspense>
          </PageBoundary>
        </main>
      </div>
      <Show when={searched()}>
        <Suspense>
          <GlobalSearch
            open={searching()}
            onClose={() => setSearching(false)}
            typed={typed}
            onHelp={() => void help()}
          />
        </Suspense>
      </Show>
      <Show when={helped()}>
        <Suspense>
          <ShortcutHelp open={helping()} onClose={() => setHelping(false)} />
        </Suspense>
      </Show>
    </div>
  );
};

const ConnectionBanner: Component = () => {
  const { connection } = useWorkspace();
  const sense = useTime();
  return (
    <Show when={!connection.connected()}>
      <Banner
        tone="warn"
        icon={<WifiOff size={16} aria-hidden="true" />}
        end={
          <Button small onClick={() => connection.check()}>
            Try now
          </Button>
        }
      >
        {connection.kind() === "offline" ? "You are offline." : "The server does not answer."} Showing data{" "}
        {connection.lastContact() === 0
          ? "that this device kept"
          : `as of ${absoluteTime(connection.lastContact(), sense)}`}
        ; what you write is kept.
      </Banner>
    </Show>
  );
};
