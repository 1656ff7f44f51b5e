import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { DataFolderError } from "./api.ts";
import type { DatabaseImage } from "./api.ts";
import { SNAPSHOT } from "./folder.ts";
import { FORMAT_VERSION } from "./frames.ts";
import { ImageCollector } from "./images.ts";
import { readSnapshot, writeSnapshot } from "./snapshot.ts";

const PROGRAM = "firestore-local";

/**
 * Writes an export as `firebase emulators:export` asks for it (export_directory, export_name): a folder with the
 * metadata file that firebase-tools looks for, and a snapshot in our own format beside it.
 */
export async function writeExport(
  directory: string,
  name: string,
  images: readonly DatabaseImage[],
): Promise<void> {
  const folder = resolve(directory, name);
  await mkdir(folder, { recursive: true });
  const size = await writeSnapshot(join(folder, SNAPSHOT), images);
  const metadata = {
    program: PROGRAM,
    format: FORMAT_VERSION,
    documents: SNAPSHOT,
    bytes: size,
    databases: images.map((image) => image.name),
  };
  await writeFile(join(folder, `${name}.overall_export_metadata`), `${JSON.stringify(metadata, null, 2)}\n`);
}

/** Reads an export by its metadata file. Throws DataFolderError for anything that writeExport did not write. */
export async function readExport(metadataFile: string): Promise<readonly DatabaseImage[]> {
  let text: string;
  try {
    text = await readFile(metadataFile, "utf8");
  } catch (error) {
    throw new DataFolderError(
      `The export ${metadataFile} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
  const documents = documentsFile(text);
  if (documents === null) {
    throw new DataFolderError(
      `${metadataFile} is an export of Google's Firestore or its emulator. ${PROGRAM} reads only its own exports: start the official emulator with it, copy the documents over with the SDK, and export from here.`,
    );
  }
  const collector = new ImageCollector();
  readSnapshot(join(dirname(resolve(metadataFile)), documents), collector);
  return collector.images();
}

/** The name of the snapshot in our metadata; null when the text is not ours. */
function documentsFile(text: string): string | null {
  let metadata: unknown;
  try {
    metadata = JSON.parse(text);
  } catch {
    return null;
  }
  if (
    typeof metadata !== "object" ||
    metadata === null ||
    !("program" in metadata) ||
    metadata.program !== PROGRAM
  )
    return null;
  return "documents" in metadata && typeof metadata.documents === "string" ? metadata.documents : null;
}
