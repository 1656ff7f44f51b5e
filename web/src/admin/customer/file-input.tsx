import { Match, Show, Switch, createSignal, onCleanup, type Component, type JSX } from "solid-js";
import { problemText } from "@trunkline/domain/customer/problem";
import type { FieldValue } from "@trunkline/domain/fields/definition";
import {
  FILE_TYPES,
  LARGEST_FILE,
  fileName,
  fileTypesText,
  isFileValue,
  sizeText,
  sniffFile,
  type FileValue,
} from "@trunkline/domain/fields/file";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import Download from "lucide-solid/icons/download";
import FileIcon from "lucide-solid/icons/file";
import { usePorts } from "../../data/ports.tsx";
import type { FileFailure, Upload } from "../../data/storage/port.ts";
import { report } from "../../lib/report.ts";
import { saveFile } from "../../lib/save-file.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { notify } from "../../ui/toast.tsx";
import { useWorkspace } from "../workspace.tsx";
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
  readonly required?: boolean | undefined;
  readonly readOnly?: boolean | undefined;
  readonly lit?: boolean | undefined;
}

type Sending =
  | { readonly kind: "no" }
  | { readonly kind: "running"; readonly name: string; readonly part: number }
  | { readonly kind: "failed"; readonly name: string; readonly text: string; readonly again: File | null };

const SAID: Readonly<Record<Exclude<FileFailure, "cancelled">, string>> = {
  "not-allowed": "You may not upload this file.",
  gone: "The file is no longer there.",
  offline: "No connection. The file was not uploaded; try again when you are back online.",
  broken: "Something went wrong; try again.",
};

const ACCEPTED = Object.values(FILE_TYPES)
  .flatMap(({ endings }) => endings.map((one) => `.${one}`))
  .join(",");

// As the server makes them: no two files are ever called the same, and none can be guessed.
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
function newFileId(): string {
  const most = 256 - (256 % LETTERS.length);
  let id = "";
  while (id.length < 20) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32)))
      if (byte < most && id.length < 20) id += LETTERS.charAt(byte % LETTERS.length);
  }
  return id;
}

/** An additional field of type File (10 §8.16): uploaded as soon as it is chosen, attached with the next Save. */
export const FileInput: Component<FileInputProps> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const [sending, setSending] = createSignal<Sending>({ kind: "no" });
  const [opening, setOpening] = createSignal(false);
  const [over, setOver] = createSignal(false);
  let upload: Upload | undefined;
  let gone = false;
  let chooser!: HTMLInputElement;
  onCleanup(() => {
    gone = true;
    upload?.cancel();
  });

  const file = () => (isFileValue(props.value) ? props.value : undefined);
  const isStored = (one: FileValue) => isFileValue(props.stored) && props.stored.id === one.id;
  const fail = (name: string, text: string, again: File | null) =>
    setSending({ kind: "failed", name, text, again });

  const send = async (chosen: File) => {
    const replaced = file();
    if (chosen.size > LARGEST_FILE) {
      fail(chosen.name, `This file has ${sizeText(chosen.size)}. At most ${sizeText(LARGEST_FILE)}.`, null);
      return;
    }
    setSending({ kind: "running", name: chosen.name, part: 0 });
    try {
      const type = sniffFile(new Uint8Array(await chosen.arrayBuffer()), chosen.name);
      if (type === undefined) {
        fail(chosen.name, problemText({ kind: "file-kind" }), null);
        return;
      }
      if (!workspace.connection.connected()) {
        fail(chosen.name, SAID.offline, chosen);
        return;
      }
      const value: FileValue = {
        id: newFileId(),
        name: fileName(chosen.name, type),
        size: chosen.size,
        type,
      };
      const started = await ports.files.upload(value, chosen, (part) =>
        setSending({ kind: "running", name: value.name, part }),
      );
      upload = started;
      const failure = await started.done;
      upload = undefined;
      if (gone) return;
      if (failure === undefined) {
        props.onChange(value);
        setSending({ kind: "no" });
        if (replaced !== undefined && !isStored(replaced)) void letGo(replaced);
      } else if (failure === "cancelled") setSending({ kind: "no" });
      else fail(chosen.name, SAID[failure], chosen);
    } catch (cause) {
      report(cause);
      fail(chosen.name, SAID.broken, chosen);
    }
  };
  const letGo = (one: FileValue) => ports.files.giveUp(one.id).catch(report);
  const remove = (one: FileValue) => {
    props.onChange(isStored(one) ? null : props.stored);
    if (!isStored(one)) void letGo(one);
  };
  const take = (files: FileList | null | undefined) => {
    const [chosen] = files ?? [];
    if (chosen !== undefined && props.readOnly !== true) void send(chosen);
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
      notify({ tone: "bad", title: "The file cannot be opened", text: SAID.broken });
    } finally {
      setOpening(false);
    }
  };
  const running = () => {
    const now = sending();
    return now.kind === "running" ? now : undefined;
  };
  const failed = () => {
    const now = sending();
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
                    onClick={() => upload?.cancel()}
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
                      <Button small look="plain" onClick={() => void send(again())}>
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
                    onClick={() => setSending({ kind: "no" })}
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
  cancelled: SAID.broken,
  "not-allowed": "You may not open it.",
  gone: "It is no longer there.",
  offline: "There is no connection.",
  broken: SAID.broken,
};
