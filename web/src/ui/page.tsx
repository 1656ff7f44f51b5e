import { For, Show, createEffect, createUniqueId, type JSX, type ParentComponent } from "solid-js";
import "./page.css";

export interface Crumb {
  readonly text: string;
  readonly href?: string;
}

interface PageProps {
  /** The heading and the browser's title. */
  readonly title: string;
  readonly crumbs?: readonly Crumb[];
  readonly heading?: JSX.Element;
  readonly actions?: JSX.Element;
  /** Fills the height, with its own scrolling inside: tables. */
  readonly full?: boolean;
}

/** A page: its place, its name, its actions, its content. */
export const Page: ParentComponent<PageProps> = (props) => {
  createEffect(() => {
    document.title = props.title;
  });
  return (
    <div class="page" classList={{ full: props.full === true }}>
      <header class="page-head">
        <div>
          <Show when={props.crumbs}>
            <nav aria-label="Breadcrumb">
              <ol class="page-crumbs">
                <For each={props.crumbs}>
                  {(crumb) => (
                    <li>
                      <Show when={crumb.href} fallback={crumb.text}>
                        <a href={crumb.href}>{crumb.text}</a>
                      </Show>
                    </li>
                  )}
                </For>
              </ol>
            </nav>
          </Show>
          {props.heading ?? <h1 tabIndex={-1}>{props.title}</h1>}
        </div>
        <Show when={props.actions}>
          <div class="page-actions">{props.actions}</div>
        </Show>
      </header>
      {props.children}
    </div>
  );
};

interface PanelProps {
  readonly title: string;
  readonly end?: JSX.Element;
  /** The content brings its own edges: tables, lists. */
  readonly flush?: boolean;
}

/** A section of a page with its own heading. */
export const Panel: ParentComponent<PanelProps> = (props) => {
  const id = createUniqueId();
  return (
    <section class="panel" aria-labelledby={`p${id}`}>
      <header class="panel-head">
        <h2 id={`p${id}`}>{props.title}</h2>
        {props.end}
      </header>
      <div classList={{ "panel-body": props.flush !== true }}>{props.children}</div>
    </section>
  );
};
