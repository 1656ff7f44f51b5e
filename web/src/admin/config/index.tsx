import { For, Show, type Component } from "solid-js";
import { A } from "@solidjs/router";
import { Page, Panel } from "../../ui/page.tsx";
import { NoAccess } from "../frame/not-found.tsx";
import { useWorkspace } from "../workspace.tsx";
import { configSections } from "./pages.ts";
import "./config.css";

/** Everything that can be configured by this person. */
const ConfigIndex: Component = () => {
  const workspace = useWorkspace();
  const sections = () => configSections(workspace);
  return (
    <Show when={sections().length > 0} fallback={<NoAccess />}>
      <Page title="Config">
        <For each={sections()}>
          {(section) => (
            <Panel title={section.title}>
              <ul class="config-index">
                <For each={section.pages}>
                  {(page) => (
                    <li>
                      <A href={page.href}>{page.title}</A>
                      <p>{page.text}</p>
                    </li>
                  )}
                </For>
              </ul>
            </Panel>
          )}
        </For>
      </Page>
    </Show>
  );
};

export default ConfigIndex;
