import { createSignal, type Accessor } from "solid-js";
import { troubleOfFailure, type Trouble } from "./trouble.ts";

/** A small form that is sent once at a time; what was typed stays after a refusal. */
export interface Submit<T extends Trouble> {
  readonly busy: Accessor<boolean>;
  readonly trouble: Accessor<Partial<T>>;
  readonly onSubmit: (event: SubmitEvent) => void;
}

/** Sends what `missing` has nothing against; `send` answers with what went wrong, undefined when all went well. */
export function createSubmit<T extends Trouble>(
  missing: () => Partial<T>,
  send: () => Promise<Partial<T> | undefined>,
): Submit<T> {
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Partial<T>>({});
  const tell = (found: Partial<T>) => void setTrouble(() => found);
  const submit = async () => {
    if (busy()) return;
    const found = missing();
    tell(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      tell((await send()) ?? {});
    } catch (cause) {
      tell(troubleOfFailure(cause) as Partial<T>);
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    trouble,
    onSubmit(event) {
      event.preventDefault();
      void submit();
    },
  };
}
