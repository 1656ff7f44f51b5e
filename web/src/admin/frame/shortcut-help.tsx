import { For, type Component } from "solid-js";
import { keysText } from "../../lib/shortcuts.ts";
import { Switch } from "../../ui/check.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useWorkspace } from "../workspace.tsx";
import { isMac } from "./mac.ts";

/** Every key that works on the page that is open. */
export const ShortcutHelp: Component<{ readonly open: boolean; readonly onClose: () => void }> = (props) => {
  const { shortcuts } = useWorkspace();
  const groups = () => [...new Set(shortcuts.list().map((shortcut) => shortcut.group))];
  // What several keys do is said once.
  const byLabel = (group: string) =>
    Map.groupBy(
      shortcuts.list().filter((shortcut) => shortcut.group === group),
      ({ label }) => label,
    );
  return (
    <Dialog open={props.open} onClose={() => props.onClose()} title="Keys">
      <div class="help-grid">
        <For each={groups()}>
          {(group) => (
            <>
              <h3>{group}</h3>
              <For each={[...byLabel(group)]}>
                {([label, all]) => (
                  <>
                    <span>{label}</span>
                    <span class="help-keys">
                      <For each={all}>{({ keys }) => <kbd>{keysText(keys, isMac())}</kbd>}</For>
                    </span>
                  </>
                )}
              </For>
            </>
          )}
        </For>
      </div>
      <Switch
        label="Keys without Ctrl work too; switch them off if you speak to the computer or press them by mistake"
        checked={shortcuts.single()}
        onChange={(wanted) => shortcuts.setSingle(wanted)}
      />
    </Dialog>
  );
};
