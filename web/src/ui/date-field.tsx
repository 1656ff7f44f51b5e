import { createSignal, splitProps, type Component } from "solid-js";
import { parseDay, type Day } from "@trunkline/domain/time/day";
import { formatDay } from "@trunkline/domain/time/format";
import { formatTime, readTypedDay, readTypedMoment, readTypedTime } from "@trunkline/domain/time/typed";
import CalendarDays from "lucide-solid/icons/calendar-days";
import { FIELD_PROPS, Field, type FieldProps } from "./field.tsx";
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

/**
 * A civil day, typed the way the installation writes days, or picked. It deals in the text `2026-03-01` and never in
 * an instant, so no time zone can move the day. What is no day is passed on as typed, for its owner to refuse.
 */
export const DateField: Component<DateFieldProps> = (props) => {
  const sense = useTime();
  const day = () => parseDay(props.value);
  const written = () => {
    const known = day();
    return known === undefined ? undefined : formatDay(known, sense.dateFormat);
  };
  return (
    <TypedField
      {...props}
      form={sense.dateFormat}
      day={day()}
      written={written()}
      read={(text) => readTypedDay(text, sense.dateFormat)}
      onPick={(picked) => props.onInput(picked)}
    />
  );
};

export interface MomentFieldProps extends DateShared {
  /** `2026-03-01T14:30` on the provider's clock, the empty string, or what was typed and is no such moment. */
  readonly value: string;
}

/** The time a day gets that was picked where none stood: it stands there at once, to be changed. */
const MORNING = "09:00";

/**
 * A day and a time on the provider's clock, typed the way the installation writes them; the day can be picked. What they
 * mean as a moment is for its owner to say, as is to refuse what is none: it is passed on as typed.
 */
export const MomentField: Component<MomentFieldProps> = (props) => {
  const sense = useTime();
  const parts = () => {
    const [first = "", second = ""] = props.value.split("T");
    const [day, time] = [parseDay(first), readTypedTime(second)];
    return day === undefined || time === undefined ? undefined : { day, time };
  };
  const written = () => {
    const known = parts();
    if (known === undefined) return undefined;
    return `${formatDay(known.day, sense.dateFormat)} ${formatTime(known.time, sense.hours)}`;
  };
  return (
    <TypedField
      {...props}
      form={`${sense.dateFormat} HH:MM`}
      day={parts()?.day}
      written={written()}
      read={(text) => readTypedMoment(text, sense.dateFormat)}
      onPick={(picked) => props.onInput(picked === "" ? "" : `${picked}T${parts()?.time ?? MORNING}`)}
    />
  );
};

interface TypedFieldProps extends DateShared {
  readonly value: string;
  /** How it is to be written. */
  readonly form: string;
  readonly day: Day | undefined;
  /** The value as the installation writes it; undefined when it is none. */
  readonly written: string | undefined;
  /** The value of a typed text; undefined when it is none. */
  readonly read: (text: string) => string | undefined;
  /** A day of the browser's calendar, or the empty string. */
  readonly onPick: (day: string) => void;
}

const TypedField: Component<TypedFieldProps> = (props) => {
  const [field, own] = splitProps(props, FIELD_PROPS);
  const [typing, setTyping] = createSignal<string>();
  let picker: HTMLInputElement | undefined;
  const type = (text: string) => {
    setTyping(text);
    own.onInput(own.read(text) ?? text.trim());
  };
  // Whoever wrote it wrongly is told how to write it.
  const help = () =>
    field.error !== undefined && own.value !== "" && own.written === undefined
      ? `Write it as ${own.form}.`
      : undefined;
  return (
    <Field {...field} hint={help() ?? field.hint}>
      {(ties) => (
        <InputBox class="date-box" error={field.error} readOnly={own.readOnly} lit={own.lit}>
          <input
            {...ties}
            class="number"
            type="text"
            inputMode={own.form.includes(":") ? undefined : "numeric"}
            autocomplete="off"
            placeholder={own.form}
            value={typing() ?? own.written ?? own.value}
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
            value={own.day ?? ""}
            min={own.min?.slice(0, 10)}
            max={own.max?.slice(0, 10)}
            disabled={own.readOnly}
            onInput={(event) => {
              setTyping(undefined);
              own.onPick(event.currentTarget.value);
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
