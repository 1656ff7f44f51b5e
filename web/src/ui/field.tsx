import { Show, createUniqueId, type Component, type JSX } from "solid-js";
import "./field.css";

/** What every form field shares, whatever control stands inside. */
export interface FieldProps {
  readonly label: string;
  /** Stays available to screen readers only, where the place already says what it is. */
  readonly hideLabel?: boolean | undefined;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly required?: boolean | undefined;
  /** At the end of the label line: a colleague who types here, a counter, a link. */
  readonly aside?: JSX.Element;
  /** What stands here is not what is stored: the next Save writes it. */
  readonly changed?: boolean | undefined;
}

/** The names of what a field is told, to part it from what its control is told. */
export const FIELD_PROPS = ["label", "hideLabel", "hint", "error", "required", "aside", "changed"] as const;

/** The ids and states that tie a control to its label, hint and error. */
export interface FieldTies {
  readonly id: string;
  readonly "aria-invalid": true | undefined;
  readonly "aria-describedby": string | undefined;
  readonly "aria-required": true | undefined;
}

interface FieldShellProps extends FieldProps {
  readonly children: (ties: FieldTies) => JSX.Element;
}

/** The sign of a field that was changed and is not saved. */
export const ChangedMark: Component<{ readonly of: boolean | undefined; readonly id?: string }> = (props) => (
  <Show when={props.of === true}>
    <span class="field-changed" title="Changed, not saved">
      <span class="visually-hidden" id={props.id}>
        Changed, not saved
      </span>
    </span>
  </Show>
);

/** Label, hint and error around one control, tied to it for screen readers. */
export const Field: Component<FieldShellProps> = (props) => {
  const id = createUniqueId();
  const ties: FieldTies = {
    id: `f${id}`,
    get "aria-invalid"() {
      return props.error === undefined ? undefined : true;
    },
    get "aria-describedby"() {
      const parts = [
        ...(props.changed === true ? [`c${id}`] : []),
        ...(props.error === undefined ? [] : [`e${id}`]),
        ...(props.hint === undefined ? [] : [`h${id}`]),
      ];
      return parts.length === 0 ? undefined : parts.join(" ");
    },
    get "aria-required"() {
      return props.required === true ? true : undefined;
    },
  };
  return (
    <div class="field">
      <div class="field-head" classList={{ "visually-hidden": props.hideLabel === true }}>
        <label class="field-label" for={ties.id}>
          {props.label}
          <Show when={props.required === true}>
            <span class="field-required" aria-hidden="true">
              {" *"}
            </span>
          </Show>
        </label>
        <ChangedMark of={props.changed} id={`c${id}`} />
        <Show when={props.aside}>
          <span class="field-aside">{props.aside}</span>
        </Show>
      </div>
      {props.children(ties)}
      <Show when={props.error}>
        {(message) => (
          <p class="field-error" id={`e${id}`}>
            <svg width="14" height="14" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
              <path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-.8 3.6h1.6v4.6H7.2V4.6Zm0 5.8h1.6V12H7.2v-1.6Z" />
            </svg>
            {message()}
          </p>
        )}
      </Show>
      <Show when={props.hint}>
        <p class="field-hint" id={`h${id}`}>
          {props.hint}
        </p>
      </Show>
    </div>
  );
};
