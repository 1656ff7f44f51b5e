import type { Component } from "solid-js";
import { ConfirmDialog } from "../../ui/dialog.tsx";

interface AccountDialogsProps {
  readonly resetting: boolean;
  readonly onReset: () => void;
  readonly onKeep: () => void;
  /** Forms with changes that signing out would drop; 0 asks nothing. */
  readonly leaving: number;
  readonly ending: boolean;
  readonly onLeave: () => void;
  readonly onStay: () => void;
}

/** What the account menu asks before it does something that cannot be taken back. */
export const AccountDialogs: Component<AccountDialogsProps> = (props) => (
  <>
    <ConfirmDialog
      open={props.resetting}
      title="Reset the columns of all tables?"
      text="Every table goes back to the columns, widths and order it came with, in all your windows. Saved views stay."
      confirm="Reset columns"
      onConfirm={() => props.onReset()}
      onCancel={() => props.onKeep()}
    />
    <ConfirmDialog
      open={props.leaving > 0}
      title="Sign out and drop unsaved changes?"
      text={`${props.leaving === 1 ? "One form has" : `${props.leaving} forms have`} changes that were not saved. Signing out removes everything of you from this device.`}
      confirm="Sign out"
      danger
      busy={props.ending}
      onConfirm={() => props.onLeave()}
      onCancel={() => props.onStay()}
    />
  </>
);
