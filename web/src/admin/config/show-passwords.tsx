import { createSignal, type Component } from "solid-js";
import { CallError } from "../../data/calls.ts";
import { usePorts } from "../../data/ports.tsx";
import { report } from "../../lib/report.ts";
import { Switch } from "../../ui/check.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { notify } from "../../ui/toast.tsx";

/** The switch of 10 §4.2. It acts at once: off destroys every readable copy, after a confirmation. */
export const ShowPasswords: Component<{ readonly on: boolean; readonly locked: boolean }> = (props) => {
  const ports = usePorts();
  const [asking, setAsking] = createSignal<boolean>();
  const [busy, setBusy] = createSignal(false);
  const turn = async (on: boolean) => {
    setBusy(true);
    try {
      const answer = await ports.call("saveCustomersConfig", { settings: { showPasswords: on } });
      if (answer.kind !== "done") {
        notify({ tone: "bad", title: "Not changed", text: "You may not change this setting." });
        return;
      }
      notify({
        tone: "good",
        title: on ? "Passwords can be shown" : "Passwords can no longer be shown",
        text: on ? "Those generated or set from now on." : "All readable copies are destroyed.",
      });
    } catch (cause) {
      const offline = cause instanceof CallError && cause.failure === "offline";
      if (!offline) report(cause);
      notify({
        tone: "bad",
        title: "Not changed",
        text: offline ? "The server cannot be reached." : "Something went wrong on our side; try again.",
      });
    } finally {
      setBusy(false);
      setAsking(undefined);
    }
  };
  return (
    <div class="setting">
      <Switch
        label="Show portal passwords to administrators"
        checked={props.on}
        disabled={props.locked}
        onChange={setAsking}
      />
      <p class="field-hint">
        On: an administrator with the permission can press Show at a customer; every Show is logged. Off:
        nobody can, whatever the role. Acts at once.
      </p>
      <ConfirmDialog
        open={asking() === false}
        danger
        title="Stop showing portal passwords?"
        text={
          <>
            <p>
              All readable copies are destroyed: of portal passwords, and everything kept in additional fields
              of type Password. This cannot be undone: switched on again, only passwords generated or set from
              then on can be shown.
            </p>
            <p>Customers sign in as before, and a new password can be set for each of them at any time.</p>
          </>
        }
        confirm="Destroy the copies"
        busy={busy()}
        onConfirm={() => void turn(false)}
        onCancel={() => setAsking(undefined)}
      />
      <ConfirmDialog
        open={asking() === true}
        title="Show portal passwords to administrators?"
        text="Passwords generated or set from now on are kept in a sealed copy that administrators with the permission can show."
        confirm="Show passwords"
        busy={busy()}
        onConfirm={() => void turn(true)}
        onCancel={() => setAsking(undefined)}
      />
    </div>
  );
};
