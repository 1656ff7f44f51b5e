import { createSignal, onCleanup, type Accessor } from "solid-js";
import { problemText } from "@trunkline/domain/customer/problem";
import { LARGEST_FILE, fileName, sizeText, sniffFile, type FileValue } from "@trunkline/domain/fields/file";
import { usePorts } from "../../data/ports.tsx";
import type { FileFailure, Upload } from "../../data/storage/port.ts";
import { report } from "../../lib/report.ts";
import { useWorkspace } from "../workspace.tsx";

/** How far an upload is; a failed one may be tried again with the same file. */
export type Sending =
  | { readonly kind: "no" }
  | { readonly kind: "running"; readonly name: string; readonly part: number }
  | { readonly kind: "failed"; readonly name: string; readonly text: string; readonly again: File | null };

/** Why a file was not uploaded. */
export const UPLOAD_SAID: Readonly<Record<Exclude<FileFailure, "cancelled">, string>> = {
  "not-allowed": "You may not upload this file.",
  gone: "The file is no longer there.",
  offline: "No connection. The file was not uploaded; try again when you are back online.",
  broken: "Something went wrong; try again.",
};

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

interface FileUpload {
  readonly sending: Accessor<Sending>;
  send(chosen: File): Promise<void>;
  cancel(): void;
  /** Forgets a failure. */
  dismiss(): void;
}

/** One upload at a time, checked before it begins; it ends with the part it belongs to (10 §8.16). */
export function createUpload(onDone: (value: FileValue) => void): FileUpload {
  const ports = usePorts();
  const workspace = useWorkspace();
  const [sending, setSending] = createSignal<Sending>({ kind: "no" });
  let upload: Upload | undefined;
  let gone = false;
  onCleanup(() => {
    gone = true;
    upload?.cancel();
  });
  const fail = (name: string, text: string, again: File | null) =>
    setSending({ kind: "failed", name, text, again });

  return {
    sending,
    async send(chosen) {
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
          fail(chosen.name, UPLOAD_SAID.offline, chosen);
          return;
        }
        const name = fileName(chosen.name, type);
        const value: FileValue = { id: newFileId(), name, size: chosen.size, type };
        const started = await ports.files.upload(value, chosen, (part) =>
          setSending({ kind: "running", name, part }),
        );
        upload = started;
        const failure = await started.done;
        upload = undefined;
        if (gone) return;
        if (failure === undefined) {
          onDone(value);
          setSending({ kind: "no" });
        } else if (failure === "cancelled") setSending({ kind: "no" });
        else fail(chosen.name, UPLOAD_SAID[failure], chosen);
      } catch (cause) {
        report(cause);
        fail(chosen.name, UPLOAD_SAID.broken, chosen);
      }
    },
    cancel: () => upload?.cancel(),
    dismiss: () => setSending({ kind: "no" }),
  };
}
