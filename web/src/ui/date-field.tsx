import { createSignal, splitProps, type Component } from "solid-js";
import { parseDay } from "@trunkline/domain/time/day";
import { formatDay, readTypedDay } from "@trunkline/domain/time/format";
import CalendarDays from "lucide-solid/icons/calendar-days";
import { Field, type FieldProps } from "./field.tsx";
import { InputBox } from "./input-box.tsx";
import { useTime } from "./time.tsx";

interface DateShared extends FieldProps {
  readonly onInput: (value: string) => void;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly readOnly?: boolean | undefined;
  readonly lit?: boolean | undefined;
}

export interface DateFieldProps extends DateShared {
  /** A civil day `2026-03-01`, the empty string, or what was typed and is no day. */
  readonly value: string;
}

const FIELD = ["label", "hideLabel", "hint", "error", "required", "aside"] as const;

/**
 * A civil day, typed the way the installation writes days, or picked. It deals in the text `2026-03-01` and never in
 * an instant, so no time zone can move the day. What is no day is passed on as typed, for its owner to refuse.
 */
export const DateField: Component<DateFieldProps> = (props) => {
  const [field, own] = splitProps(props, FIELD);
  const sense = useTime();
  const [typing, setTyping] = createSignal<string>();
  let picker: HTMLInputElement | undefined;
  const day = () => parseDay(own.value);
  const shown = () => {
    const known = day();
    return typing() ?? (known === undefined ? own.value : formatDay(known, sense.dateFormat));
  };
  const type = (text: string) => {
    setTyping(text);
    own.onInput(readTypedDay(text, sense.dateFormat) ?? text.trim());
  };
  return (
    <Field {...field}>
      {(ties) => (
        <InputBox class="date-box" error={field.error} readOnly={own.readOnly} lit={own.lit}>
          <input
            {...ties}
            class="number"
            type="text"
            inputMode="numeric"
            autocomplete="off"
            placeholder={sense.dateFormat}
            value={shown()}
            readOnly={own.readOnly}
            onInput={(event) => type(event.currentTarget.value)}
            onBlur={() => setTyping(undefined)}
          />
          <input
            ref={(element) => (picker = element)}
            class="date-picker"
            type="date"
            tabIndex={-1}
            aria-hidden="true"
            value={day() ?? ""}
            min={own.min}
            max={own.max}
            disabled={own.readOnly}
            onInput={(event) => {
              setTyping(undefined);
              own.onInput(event.currentTarget.value);
            }}
          />
          <button
            type="button"
            class="button plain icon small"
            tabIndex={-1}
            aria-label={`Pick ${field.label}`}
            disabled={own.readOnly === true}
            onClick={() => picker?.showPicker()}
          >
            <CalendarDays size={15} aria-hidden="true" />
          </button>
        </InputBox>
      )}
    </Field>
  );
};

export interface MomentFieldProps extends DateShared {
  /** `2026-03-01T14:30` on the provider's clock, or the empty string. */
  readonly value: string;
}

/** A day and a time on the provider's clock; what it means as a moment is for its owner to say. */
export const MomentField: Component<MomentFieldProps> = (props) => {
  const [field, own] = splitProps(props, FIELD);
  return (
    <Field {...field}>
      {(ties) => (
        <InputBox error={field.error} readOnly={own.readOnly} lit={own.lit}>
          <input
            {...ties}
            class="number"
            type="datetime-local"
            value={own.value}
            min={own.min}
            max={own.max}
            readOnly={own.readOnly}
            onInput={(event) => own.onInput(event.currentTarget.value)}
          />
        </InputBox>
      )}
    </Field>
  );
};
