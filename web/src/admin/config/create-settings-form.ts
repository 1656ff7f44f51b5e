import { createEffect, createSignal, type Accessor } from "solid-js";
import { problemText, type FieldProblem } from "@trunkline/domain/customer/problem";
import { CallError } from "../../data/calls.ts";
import { createFormState, type Changes, type FormState } from "../../lib/form.ts";
import { report } from "../../lib/report.ts";
import { notify } from "../../ui/toast.tsx";
import { useWorkspace } from "../workspace.tsx";

/** What the server can say to a form of the configuration; a form adds its own refusals as `said`. */
export type SettingsAnswer =
  | { readonly kind: "done" }
  | { readonly kind: "fields"; readonly problems: Readonly<Record<string, FieldProblem>> }
  | { readonly kind: "not-allowed" }
  | { readonly kind: "said"; readonly field: string; readonly text: string };

export interface SettingsForm<T extends object> {
  readonly form: FormState<T>;
  readonly saving: Accessor<boolean>;
  /** Saves what was touched; true when the server stored it. */
  save(): Promise<boolean>;
  /** The draft and everything typed go. */
  discard(): void;
}

interface SettingsFormOptions<T extends object> {
  /** What the draft is about. */
  readonly draft: string;
  readonly stored: Accessor<T>;
  readonly fields: readonly (keyof T & string)[];
  readonly validate: (values: T) => Partial<Record<keyof T, string>>;
  readonly send: (changes: Changes<T>) => Promise<SettingsAnswer>;
  /** A form that adds something saves also when nothing was touched. */
  readonly always?: boolean;
}

/** A form over live settings: sends only what was touched, keeps a draft, holds while a colleague's change is undecided. */
export function createSettingsForm<T extends object>(options: SettingsFormOptions<T>): SettingsForm<T> {
  const { drafts, connection } = useWorkspace();
  const [saving, setSaving] = createSignal(false);
  const [restored, setRestored] = createSignal(false);
  const form = createFormState<T>({
    stored: options.stored,
    fields: options.fields,
    validate: options.validate,
  });

  void drafts.load(options.draft).then((draft) => {
    if (draft !== undefined) {
      form.restore(draft.fields);
      notify({ title: "Unsaved changes restored", text: "As you left this page." });
    }
    setRestored(true);
  });
  createEffect(() => {
    const fields = form.changes() as Record<string, { base: unknown; value: unknown }>;
    // Nothing is written before the kept draft was read, or it would be overwritten by an empty form.
    if (restored()) drafts.keep(options.draft, { fields });
  });

  const send = async (): Promise<boolean> => {
    const sent = form.changes();
    const answer = await options.send(sent);
    switch (answer.kind) {
      case "done":
        form.saved(sent);
        notify({ tone: "good", title: "Saved" });
        return true;
      case "fields": {
        const texts = Object.entries(answer.problems).map(([key, problem]) => [key, problemText(problem)]);
        form.refuse(Object.fromEntries(texts) as Partial<Record<keyof T, string>>);
        showFirst(Object.keys(answer.problems)[0]);
        return false;
      }
      case "said":
        form.refuse({ [answer.field]: answer.text } as Partial<Record<keyof T, string>>);
        showFirst(answer.field);
        return false;
      case "not-allowed":
        failed("You may not change these settings. What you typed is kept.");
        return false;
    }
  };

  return {
    form,
    saving,
    async save() {
      if (saving() || (!form.dirty() && options.always !== true)) return false;
      const bad = form.check()[0];
      const asked = form.conflicts()[0]?.field;
      if (bad !== undefined || asked !== undefined) {
        showFirst(String(bad ?? asked));
        return false;
      }
      setSaving(true);
      try {
        return await send();
      } catch (cause) {
        const offline = cause instanceof CallError && cause.failure === "offline";
        if (offline) connection.check();
        else report(cause);
        failed(
          offline
            ? "The server cannot be reached. What you typed is kept; save again when back online."
            : "Something went wrong on our side. What you typed is kept; try again.",
        );
        return false;
      } finally {
        setSaving(false);
      }
    },
    discard: () => form.reset(),
  };
}

function failed(text: string): void {
  notify({ tone: "bad", title: "Not saved", text });
}

function showFirst(field: string | undefined): void {
  if (field === undefined) return;
  const box = document.querySelector(`[data-field="${CSS.escape(field)}"]`);
  box?.scrollIntoView?.({ block: "center" });
  box?.querySelector<HTMLElement>("input, textarea, button")?.focus();
}
