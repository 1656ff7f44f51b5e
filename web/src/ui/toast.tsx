import { Show, type Component, type JSX } from "solid-js";
import { Portal } from "solid-js/web";
import * as K from "@kobalte/core/toast";
import X from "lucide-solid/icons/x";
import type { Tone } from "./badge.tsx";
import { Button } from "./button.tsx";
import "./toast.css";

export interface Notice {
  readonly tone?: Tone;
  readonly title: string;
  readonly text?: string;
  /** One thing to do about it: undo, try again. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Stays until closed; errors do by themselves. */
  readonly stays?: boolean;
}

/** Tells what happened, in a corner, without taking the focus. */
export function notify(notice: Notice): void {
  K.toaster.show((props): JSX.Element => {
    const close = () => K.toaster.dismiss(props.toastId);
    return (
      <K.Root
        toastId={props.toastId}
        class={`toast ${notice.tone ?? "info"}`}
        duration={6000}
        persistent={notice.stays ?? notice.tone === "bad"}
        priority={notice.tone === "bad" ? "high" : "low"}
      >
        <div class="toast-text">
          <K.Title>{notice.title}</K.Title>
          <Show when={notice.text}>
            <K.Description>{notice.text}</K.Description>
          </Show>
        </div>
        <Show when={notice.action}>
          {(action) => (
            <Button
              small
              onClick={() => {
                action().run();
                close();
              }}
            >
              {action().label}
            </Button>
          )}
        </Show>
        <K.CloseButton class="button plain icon small" aria-label="Close">
          <X size={14} aria-hidden="true" />
        </K.CloseButton>
      </K.Root>
    );
  });
}

/** Where notices appear; once per application. */
export const Notices: Component = () => (
  <Portal>
    <K.Region limit={4} aria-label="Notices ({hotkey})">
      <K.List class="toasts" />
    </K.Region>
  </Portal>
);
