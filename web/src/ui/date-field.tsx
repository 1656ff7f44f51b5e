import { splitProps, type Component } from "solid-js";
import { Field, type FieldProps } from "./field.tsx";

export interface DateFieldProps extends FieldProps {
  /** A civil day `2026-03-01`, or the empty string. */
  readonly value: string;
  readonly onInput: (day: string) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly onFocus?: (() => void) | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly readOnly?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly lit?: boolean | undefined;
  /** With a time: the value is `2026-03-01T14:30`, in the provider's time zone. */
  readonly withTime?: boolean | undefined;
}

/**
 * A civil day, typed or picked, in the reader's own format. The browser's field deals in the text `2026-03-01`
 * and never in an instant, so no time zone can move the day.
 */
export const DateField: Component<DateFieldProps> = (props) => {
  const [field, own] = splitProps(props, ["label", "hideLabel", "hint", "error", "required", "aside"]);
  return (
    <Field {...field}>
      {(ties) => (
        <div
          class="input-box"
          data-invalid={field.error === undefined ? undefined : ""}
          data-readonly={own.readOnly === true ? "" : undefined}
          data-disabled={own.disabled === true ? "" : undefined}
          data-lit={own.lit === true ? "" : undefined}
        >
          <input
            {...ties}
            class="number"
            type={own.withTime === true ? "datetime-local" : "date"}
            value={own.value}
            min={own.min}
            max={own.max}
            readOnly={own.readOnly}
            disabled={own.disabled}
            onInput={(event) => own.onInput(event.currentTarget.value)}
            onBlur={() => own.onBlur?.()}
            onFocus={() => own.onFocus?.()}
          />
        </div>
      )}
    </Field>
  );
};
