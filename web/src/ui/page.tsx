import { For, Show, createEffect, createUniqueId, type JSX, type ParentComponent } from "solid-js";
import ChevronDown from "lucide-solid/icons/chevron-down";
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

/** Whether a section is folded to its heading. */
export interface Fold {
  readonly folded: boolean;
  set(folded: boolean): void;
}

interface PanelProps {
  readonly title: string;
  readonly end?: JSX.Element;
  /** The content brings its own edges: tables, lists. */
  readonly flush?: boolean;
  /** Present where the section folds. Folded, its content stays in the page, unseen. */
  readonly fold?: Fold;
}

const REVEAL = "trunkline-reveal";

/** Unfolds the section around an element, so that it can be shown to the person. */
export function reveal(element: Element): void {
  element.dispatchEvent(new CustomEvent(REVEAL, { bubbles: true }));
}

/** A section of a page with its own heading. */
export const Panel: ParentComponent<PanelProps> = (props) => {
  const id = createUniqueId();
  const listen = (section: HTMLElement): void =>
    section.addEventListener(REVEAL, () => props.fold?.folded === true && props.fold.set(false));
  return (
    <section class="panel" aria-labelledby={`p${id}`} ref={listen}>
      <header class="panel-head" classList={{ folded: props.fold?.folded === true }}>
        <h2 id={`p${id}`}>
          <Show when={props.fold} fallback={props.title}>
            {(fold) => (
              <button
                type="button"
                class="panel-fold"
                aria-expanded={!fold().folded}
                aria-controls={`b${id}`}
                onClick={() => fold().set(!fold().folded)}
              >
                <ChevronDown size={16} aria-hidden="true" />
                {props.title}
              </button>
            )}
          </Show>
        </h2>
        {props.end}
      </header>
      <div
        id={`b${id}`}
        classList={{ "panel-body": props.flush !== true }}
        hidden={props.fold?.folded === true}
      >
        {props.children}
      </div>
    </section>
  );
};
