import { Show, type Component, type JSX, type ParentComponent } from "solid-js";
import * as Alert from "@kobalte/core/alert-dialog";
import * as K from "@kobalte/core/dialog";
import X from "lucide-solid/icons/x";
import { Button } from "./button.tsx";
import { createFocusReturn } from "./focus-return.ts";
import "./dialog.css";

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: string | undefined;
  readonly wide?: boolean | undefined;
  /** Buttons at the bottom. */
  readonly actions?: JSX.Element;
}

/** The field that asks for it has the focus; else the first thing that can have it, which is the cross. */
function focusFirst(event: Event): void {
  const field =
    event.target instanceof Element ? event.target.querySelector<HTMLElement>("[data-first]") : null;
  if (field === null) return;
  event.preventDefault();
  field.focus();
}

/** A task that must end before the page goes on. Escape and the cross close it; focus returns where it was. */
export const Dialog: ParentComponent<DialogProps> = (props) => {
  const giveBack = createFocusReturn(() => props.open);
  return (
    <K.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <K.Portal>
        <K.Overlay class="scrim" />
        <div class="dialog-place">
          <K.Content
            class="dialog"
            classList={{ wide: props.wide === true }}
            onOpenAutoFocus={focusFirst}
            onCloseAutoFocus={giveBack}
          >
            <header class="dialog-head">
              <K.Title>{props.title}</K.Title>
              <K.CloseButton class="button plain icon small" aria-label="Close">
                <X size={16} aria-hidden="true" />
              </K.CloseButton>
            </header>
            <div class="dialog-body">
              <Show when={props.description}>
                <K.Description>{props.description}</K.Description>
              </Show>
              {props.children}
            </div>
            <Show when={props.actions}>
              <footer class="dialog-foot">{props.actions}</footer>
            </Show>
          </K.Content>
        </div>
      </K.Portal>
    </K.Root>
  );
};

interface ConfirmProps {
  readonly open: boolean;
  readonly title: string;
  /** Says exactly what is touched and whether it can be undone. */
  readonly text: JSX.Element;
  readonly confirm: string;
  readonly cancel?: string | undefined;
  readonly danger?: boolean | undefined;
  readonly busy?: boolean | undefined;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  /** What it is about, below the text: names, a list. */
  readonly children?: JSX.Element;
}

/** Asks before something that is hard to take back; the safe answer has the focus. */
export const ConfirmDialog: Component<ConfirmProps> = (props) => {
  let safe: HTMLButtonElement | undefined;
  const giveBack = createFocusReturn(() => props.open);
  return (
    <Alert.Root open={props.open} onOpenChange={(open) => !open && props.onCancel()}>
      <Alert.Portal>
        <Alert.Overlay class="scrim" />
        <div class="dialog-place">
          <Alert.Content
            class="dialog"
            onCloseAutoFocus={giveBack}
            onOpenAutoFocus={(event) => {
              event.preventDefault();
              safe?.focus();
            }}
          >
            <header class="dialog-head">
              <Alert.Title>{props.title}</Alert.Title>
            </header>
            <div class="dialog-body">
              <Alert.Description as="div" class="dialog-text">
                {props.text}
              </Alert.Description>
              {props.children}
            </div>
            <footer class="dialog-foot">
              <Button ref={(element) => (safe = element)} onClick={() => props.onCancel()}>
                {props.cancel ?? "Cancel"}
              </Button>
              <Button
                look={props.danger === true ? "danger" : "primary"}
                busy={props.busy === true}
                onClick={() => props.onConfirm()}
              >
                {props.confirm}
              </Button>
            </footer>
          </Alert.Content>
        </div>
      </Alert.Portal>
    </Alert.Root>
  );
};
