import { For, Show, createEffect, createSignal, on, type Component } from "solid-js";
import { Button } from "../../../ui/button.tsx";
import { Checkbox, Switch } from "../../../ui/check.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { choiceOf, isText, toKeep, type SearchChoices, type SearchField } from "./fields.ts";

interface ConfigureProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly fields: readonly SearchField[];
  readonly kept: SearchChoices;
  readonly onSave: (choices: SearchChoices) => void;
}

/** Which fields this administrator searches by, and which of them must match as a whole (14 §4.1.12). */
export const ConfigureSearch: Component<ConfigureProps> = (props) => {
  const [wanted, setWanted] = createSignal<SearchChoices>({});
  const [find, setFind] = createSignal("");
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setWanted(props.kept);
        setFind("");
      },
    ),
  );
  const choice = (key: string) => choiceOf(wanted(), key);
  const set = (key: string, next: SearchChoices[string]) => setWanted({ ...wanted(), [key]: next });
  const lines = () => {
    const text = find().trim().toLocaleLowerCase();
    return props.fields.filter(({ title }) => title.toLocaleLowerCase().includes(text));
  };
  const save = () => {
    props.onSave(toKeep(wanted()));
    props.onClose();
  };
  return (
    <Dialog
      open={props.open}
      onClose={() => props.onClose()}
      title="Customer search fields"
      description="A strict text is the whole value; otherwise the value contains it."
      actions={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button look="primary" onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <TextField label="Find a field" type="search" value={find()} onInput={setFind} />
      <div class="search-lines">
        <For each={lines()} fallback={<p class="field-hint">No field is called so.</p>}>
          {(field) => (
            <div class="search-line">
              <Switch
                label={field.title}
                checked={choice(field.key) !== "off"}
                onChange={(shown) => set(field.key, shown ? "loose" : "off")}
              />
              <Show when={isText(field) && choice(field.key) !== "off"}>
                <Checkbox
                  label={
                    <>
                      Strict<span class="visually-hidden">: {field.title}</span>
                    </>
                  }
                  checked={choice(field.key) === "strict"}
                  onChange={(strict) => set(field.key, strict ? "strict" : "loose")}
                />
              </Show>
            </div>
          )}
        </For>
      </div>
    </Dialog>
  );
};
