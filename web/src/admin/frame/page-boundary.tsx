import {
  ErrorBoundary,
  Match,
  Switch,
  createEffect,
  on,
  untrack,
  type Component,
  type ParentComponent,
} from "solid-js";
import { useLocation } from "@solidjs/router";
import CloudOff from "lucide-solid/icons/cloud-off";
import { report } from "../../lib/report.ts";
import { Button } from "../../ui/button.tsx";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { useWorkspace } from "../workspace.tsx";

/** How browsers, and the loader of styles, say that a part of the application did not come. */
const UNFETCHED = /dynamically imported module|importing a module script failed|unable to preload css/i;

interface BoundaryProps {
  readonly reload?: () => void;
}

/** Keeps the frame standing when a page breaks or cannot be fetched; says which of both, and how to go on. */
export const PageBoundary: ParentComponent<BoundaryProps> = (props) => (
  <ErrorBoundary
    fallback={(error: unknown, reset) => (
      <Broken error={error} onRetry={reset} onReload={() => (props.reload ?? reloadAll)()} />
    )}
  >
    {props.children}
  </ErrorBoundary>
);

const reloadAll = (): void => location.reload();

interface BrokenProps {
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly onReload: () => void;
}

const Broken: Component<BrokenProps> = (props) => {
  const location = useLocation();
  const { connection } = useWorkspace();
  const error = untrack(() => props.error);
  report(error);
  const unfetched = error instanceof Error && UNFETCHED.test(error.message);
  createEffect(
    on(
      () => location.pathname,
      () => props.onRetry(),
      { defer: true },
    ),
  );
  // Asking again would not help: a browser remembers for as long as the page lives that a script did not come.
  createEffect(
    on(connection.connected, (connected) => connected && unfetched && props.onReload(), { defer: true }),
  );
  return (
    <Switch
      fallback={
        <Page title="Something broke" heading={<span />}>
          <ErrorState whole title="This page broke" onRetry={props.onRetry}>
            What you typed is kept as a draft. Try again; the other pages go on working.
          </ErrorState>
        </Page>
      }
    >
      <Match when={unfetched && !connection.connected()}>
        <Page title="Waiting for the connection" heading={<span />}>
          <EmptyState
            whole
            title="This page is not on this device yet"
            icon={<CloudOff size={28} aria-hidden="true" />}
          >
            It opens by itself when the connection is back. What you typed elsewhere is kept.
          </EmptyState>
        </Page>
      </Match>
      <Match when={unfetched}>
        <Page title="Reload to go on" heading={<span />}>
          <ErrorState
            whole
            title="This page could not be fetched"
            actions={
              <>
                <Button look="primary" onClick={props.onReload}>
                  Reload
                </Button>
                <Button onClick={props.onRetry}>Try again</Button>
              </>
            }
          >
            Trunkline was probably updated since you opened it. Reload to get the new version; what you typed
            is kept as a draft.
          </ErrorState>
        </Page>
      </Match>
    </Switch>
  );
};
