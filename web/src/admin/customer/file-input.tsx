import { Match, Show, Switch, createSignal, type Component, type JSX } from "solid-js";
import type { FieldValue } from "@trunkline/domain/fields/definition";
import {
  FILE_TYPES,
  fileTypesText,
  isFileValue,
  sizeText,
  type FileValue,
} from "@trunkline/domain/fields/file";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import Download from "lucide-solid/icons/download";
import FileIcon from "lucide-solid/icons/file";
import { usePorts } from "../../data/ports.tsx";
import type { FileFailure } from "../../data/storage/port.ts";
import { report } from "../../lib/report.ts";
import { saveFile } from "../../lib/save-file.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { notify } from "../../ui/toast.tsx";
import { UPLOAD_SAID, createUpload } from "./create-upload.ts";
import "./file-input.css";

interface FileInputProps {
  readonly label: string;
  readonly value: FieldValue;
  /** What the record says now: a file that is not in it yet is only uploaded. */
  readonly stored: FieldValue;
  readonly onChange: (value: FieldValue) => void;
  readonly customer: { readonly id: CustomerId } | undefined;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly aside?: JSX.Element;
  readonly changed?: boolean | undefined;
  readonly required?: boolean | undefined;
  readonly readOnly?: boolean | undefined;
  readonly lit?: boolean | undefined;
}

const ACCEPTED = Object.values(FILE_TYPES)
  .flatMap(({ endings }) => endings.map((one) => `.${one}`))
  .join(",");

/** An additional field of type File (10 §8.16): uploaded as soon as it is chosen, attached with the next Save. */
export const FileInput: Component<FileInputProps> = (props) => {
  const ports = usePorts();
  const [opening, setOpening] = createSignal(false);
  const [over, setOver] = createSignal(false);
  let chooser!: HTMLInputElement;

  const file = () => (isFileValue(props.value) ? props.value : undefined);
  const isStored = (one: FileValue) => isFileValue(props.stored) && props.stored.id === one.id;
  const upload = createUpload((value) => {
    const replaced = file();
    props.onChange(value);
    if (replaced !== undefined && !isStored(replaced)) void letGo(replaced);
  });
  const letGo = (one: FileValue) => ports.files.giveUp(one.id).catch(report);
  const remove = (one: FileValue) => {
    props.onChange(isStored(one) ? null : props.stored);
    if (!isStored(one)) void letGo(one);
  };
  const take = (files: FileList | null | undefined) => {
    const [chosen] = files ?? [];
    if (chosen !== undefined && props.readOnly !== true) void upload.send(chosen);
    chooser.value = "";
  };
  const open = async (one: FileValue) => {
    const { customer } = props;
    if (customer === undefined) return;
    setOpening(true);
    try {
      const got = await ports.files.read(customer.id, one.id);
      if (typeof got === "string") {
        notify({ tone: "bad", title: "The file cannot be opened", text: OPEN_SAID[got] });
      } else saveFile(one.name, got);
    } catch (cause) {
      report(cause);
      notify({ tone: "bad", title: "The file cannot be opened", text: UPLOAD_SAID.broken });
    } finally {
      setOpening(false);
    }
  };
  const running = () => {
    const now = upload.sending();
    return now.kind === "running" ? now : undefined;
  };
  const failed = () => {
    const now = upload.sending();
    return now.kind === "failed" ? now : undefined;
  };
  const hint = () => {
    const now = file();
    if (props.hint !== undefined) return props.hint;
    if (now !== undefined && !isStored(now)) return "Attached with the next Save.";
    if (now === undefined && isFileValue(props.stored)) return "Removed with the next Save.";
    return now === undefined && props.readOnly !== true ? `${fileTypesText()}; at most 10 MB.` : undefined;
  };

  return (
    <Field
      label={props.label}
      error={failed()?.text ?? props.error}
      hint={hint()}
      aside={props.aside}
      changed={props.changed}
      required={props.required}
    >
      {(ties) => (
        <div
          class="input-box file-box"
          data-invalid={failed() === undefined && props.error === undefined ? undefined : ""}
          data-readonly={props.readOnly === true ? "" : undefined}
          data-lit={props.lit === true ? "" : undefined}
          data-over={over() ? "" : undefined}
          onDragOver={(event) => {
            if (props.readOnly === true) return;
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            take(event.dataTransfer?.files);
          }}
        >
          <input
            ref={chooser}
            class="visually-hidden"
            type="file"
            tabIndex={-1}
            accept={ACCEPTED}
            aria-label={`File for ${props.label}`}
            onChange={(event) => take(event.currentTarget.files)}
          />
          <Switch>
            <Match when={running()}>
              {(now) => (
                <>
                  <span class="file-name" dir="auto">
                    {now().name}
                  </span>
                  <progress
                    aria-label={`Uploading ${now().name}`}
                    value={now().part}
                    max={1}
                    class="file-progress"
                  />
                  <span class="number quiet-line">{Math.floor(now().part * 100)} %</span>
                  <Button
                    {...ties}
                    small
                    look="plain"
                    aria-label={`Cancel the upload of ${now().name}`}
                    onClick={() => upload.cancel()}
                  >
                    Cancel
                  </Button>
                </>
              )}
            </Match>
            <Match when={failed()}>
              {(now) => (
                <>
                  <span class="file-name" dir="auto">
                    {now().name}
                  </span>
                  <Show when={now().again}>
                    {(again) => (
                      <Button small look="plain" onClick={() => void upload.send(again())}>
                        Try again
                      </Button>
                    )}
                  </Show>
                  <Button
                    {...ties}
                    small
                    look="plain"
                    aria-label={`Choose another file for ${props.label}`}
                    onClick={() => chooser.click()}
                  >
                    Choose another
                  </Button>
                  <Button
                    small
                    look="plain"
                    aria-label={`Dismiss ${now().name}`}
                    onClick={() => upload.dismiss()}
                  >
                    Dismiss
                  </Button>
                </>
              )}
            </Match>
            <Match when={file()}>
              {(now) => (
                <>
                  <FileIcon size={15} aria-hidden="true" />
                  <span class="file-name" dir="auto">
                    {now().name}
                  </span>
                  <span class="quiet-line number">{sizeText(now().size)}</span>
                  <Show when={props.customer !== undefined && isStored(now())}>
                    <IconButton
                      small
                      label={`Download ${now().name}`}
                      disabled={opening()}
                      icon={<Download size={15} aria-hidden="true" />}
                      onClick={() => void open(now())}
                    />
                  </Show>
                  <Show when={props.readOnly !== true}>
                    <Button
                      {...ties}
                      small
                      look="plain"
                      aria-label={`Replace ${props.label}`}
                      onClick={() => chooser.click()}
                    >
                      Replace
                    </Button>
                    <Button
                      small
                      look="plain"
                      aria-label={`Remove ${props.label}`}
                      onClick={() => remove(now())}
                    >
                      Remove
                    </Button>
                  </Show>
                </>
              )}
            </Match>
            <Match when={props.readOnly === true}>
              <span class="quiet-line">No file</span>
            </Match>
            <Match when={true}>
              <Button
                {...ties}
                small
                look="plain"
                aria-label={`Choose a file for ${props.label}`}
                onClick={() => chooser.click()}
              >
                Choose a file
              </Button>
              <span class="quiet-line file-drop">or drop it here</span>
              <Show when={isFileValue(props.stored)}>
                <Button
                  small
                  look="plain"
                  aria-label={`Keep the file of ${props.label}`}
                  onClick={() => props.onChange(props.stored)}
                >
                  Keep the file
                </Button>
              </Show>
            </Match>
          </Switch>
        </div>
      )}
    </Field>
  );
};

const OPEN_SAID: Readonly<Record<FileFailure, string>> = {
  cancelled: UPLOAD_SAID.broken,
  "not-allowed": "You may not open it.",
  gone: "It is no longer there.",
  offline: "There is no connection.",
  broken: UPLOAD_SAID.broken,
};
