import { splitProps, type JSX, type ParentComponent } from "solid-js";
import * as K from "@kobalte/core/popover";
import "./button.css";
import "./popup.css";

interface PopoverProps {
  readonly trigger: JSX.Element;
  readonly label: string;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly iconOnly?: boolean | undefined;
  readonly look?: "default" | "plain" | undefined;
}

/** A button that opens a small form or panel beside it. */
export const Popover: ParentComponent<PopoverProps> = (props) => {
  const [state, own] = splitProps(props, ["open", "onOpenChange"]);
  return (
    <K.Root gutter={4} placement="bottom-end" {...state}>
      <K.Trigger
        class="button"
        classList={{ [own.look ?? "default"]: true, icon: own.iconOnly === true }}
        aria-label={own.iconOnly === true ? own.label : undefined}
        title={own.iconOnly === true ? own.label : undefined}
      >
        {own.trigger}
      </K.Trigger>
      <K.Portal>
        <K.Content class="popup padded" aria-label={own.label}>
          {own.children}
        </K.Content>
      </K.Portal>
    </K.Root>
  );
};
