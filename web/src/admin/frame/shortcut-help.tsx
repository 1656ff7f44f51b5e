import { For, type Component } from "solid-js";
import { keysText } from "../../lib/shortcuts.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useWorkspace } from "../workspace.tsx";
import { isMac } from "./mac.ts";

/** Every key that works on the page that is open. */
export const ShortcutHelp: Component<{ readonly open: boolean; readonly onClose: () => void }> = (props) => {
  const { shortcuts } = useWorkspace();
  const groups = () => [...new Set(shortcuts.list().map((shortcut) => shortcut.group))];
  return (
    <Dialog open={props.open} onClose={() => props.onClose()} title="Keys">
      <div class="help-grid">
        <For each={groups()}>
          {(group) => (
            <>
              <h3>{group}</h3>
              <For each={shortcuts.list().filter((shortcut) => shortcut.group === group)}>
                {(shortcut) => (
                  <>
                    <span>{shortcut.label}</span>
                    <kbd>{keysText(shortcut.keys, isMac())}</kbd>
                  </>
                )}
              </For>
            </>
          )}
        </For>
      </div>
    </Dialog>
  );
};
