import { splitProps, type Component, type JSX } from "solid-js";
import { FIELD_PROPS, Field, type FieldProps } from "./field.tsx";
import { InputBox } from "./input-box.tsx";

interface TextShared extends FieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly onFocus?: (() => void) | undefined;
  readonly readOnly?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly name?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly autofocus?: boolean | undefined;
  /** Someone else just changed it: light up once. */
  readonly lit?: boolean | undefined;
}

export interface TextFieldProps extends TextShared {
  readonly type?: "text" | "email" | "tel" | "password" | "search" | "url" | undefined;
  readonly inputMode?: JSX.InputHTMLAttributes<HTMLInputElement>["inputMode"];
  readonly autocomplete?: string | undefined;
  /** Buttons at the end of the box: generate, show, write. */
  readonly buttons?: JSX.Element;
  readonly start?: JSX.Element;
  readonly spellcheck?: boolean | undefined;
}

function focusIf(element: HTMLElement, wanted: boolean | undefined): void {
  if (wanted !== true) return;
  element.dataset["first"] = "";
  queueMicrotask(() => element.focus());
}

/** One line of text. Direction follows what is typed, so names in any script read right. */
export const TextField: Component<TextFieldProps> = (props) => {
  const [field, own] = splitProps(props, FIELD_PROPS);
  return (
    <Field {...field}>
      {(ties) => (
        <InputBox error={field.error} readOnly={own.readOnly} disabled={own.disabled} lit={own.lit}>
          {own.start}
          <input
            {...ties}
            // Read when the element is there: read before, it would be built anew, without its focus, with every other prop.
            ref={(element) => focusIf(element, own.autofocus)}
            dir="auto"
            type={own.type ?? "text"}
            name={own.name}
            value={own.value}
            placeholder={own.placeholder}
            maxLength={own.maxLength}
            inputMode={own.inputMode}
            autocomplete={own.autocomplete ?? "off"}
            spellcheck={own.spellcheck ?? false}
            readOnly={own.readOnly}
            disabled={own.disabled}
            onInput={(event) => own.onInput(event.currentTarget.value)}
            onBlur={() => own.onBlur?.()}
            onFocus={() => own.onFocus?.()}
          />
          {own.buttons}
        </InputBox>
      )}
    </Field>
  );
};

export interface TextAreaProps extends TextShared {
  /** Ctrl/Cmd-Enter. */
  readonly onSubmit?: (() => void) | undefined;
  readonly ref?: ((element: HTMLTextAreaElement) => void) | undefined;
  readonly onKey?: ((event: KeyboardEvent) => void) | undefined;
  /** The caret was moved, or something was typed. */
  readonly onCaret?: ((element: HTMLTextAreaElement) => void) | undefined;
  /** A list of offers under the text: its id, and the id of the one that Enter takes. */
  readonly offers?: { readonly list: string; readonly active: string } | undefined;
  /** Tools over the text. */
  readonly above?: JSX.Element;
  /** What belongs under the text: offers. */
  readonly below?: JSX.Element;
}

/** Several lines of text; grows with what is typed. */
export const TextArea: Component<TextAreaProps> = (props) => {
  const [field, own] = splitProps(props, FIELD_PROPS);
  return (
    <Field {...field}>
      {(ties) => (
        <InputBox error={field.error} readOnly={own.readOnly} disabled={own.disabled} lit={own.lit}>
          {own.above}
          <textarea
            {...ties}
            ref={(element) => {
              focusIf(element, own.autofocus);
              own.ref?.(element);
            }}
            aria-autocomplete={own.onCaret === undefined ? undefined : "list"}
            aria-haspopup={own.onCaret === undefined ? undefined : "listbox"}
            aria-controls={own.offers?.list}
            aria-activedescendant={own.offers?.active}
            dir="auto"
            name={own.name}
            value={own.value}
            placeholder={own.placeholder}
            maxLength={own.maxLength}
            readOnly={own.readOnly}
            disabled={own.disabled}
            onInput={(event) => {
              own.onInput(event.currentTarget.value);
              own.onCaret?.(event.currentTarget);
            }}
            onClick={(event) => own.onCaret?.(event.currentTarget)}
            onKeyUp={(event) => own.onCaret?.(event.currentTarget)}
            onBlur={() => own.onBlur?.()}
            onFocus={() => own.onFocus?.()}
            onKeyDown={(event) => {
              own.onKey?.(event);
              if (event.defaultPrevented) return;
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) own.onSubmit?.();
            }}
          />
          {own.below}
        </InputBox>
      )}
    </Field>
  );
};
