import { open } from "node:fs/promises";
import { dirname } from "node:path";
import type { DatabaseImage } from "./api.ts";
import { DataFolderError } from "./api.ts";
import { ByteWriter } from "./bytes.ts";
import { takePlace, unfinished } from "./folder.ts";
import { fileHead, frameHead, readFrames } from "./frames.ts";
import { ImageCollector } from "./images.ts";
import { RecordReader, RecordWriter } from "./records.ts";

/** Documents are encoded in pieces of this size, so that a compaction never holds the server up for long. */
const PIECE = 256 * 1024;

/**
 * Writes whole databases to one file, atomically: the old file stays until the new one is on disk. Returns its size.
 * Rejects when `signal` fires before the end; the old file is then the one that counts.
 */
export async function writeSnapshot(
  file: string,
  images: readonly DatabaseImage[],
  signal?: AbortSignal,
): Promise<number> {
  const records = new RecordWriter();
  const piece = new ByteWriter(PIECE * 2);
  const handle = await open(unfinished(file), "w");
  let size = 0;
  const put = async (bytes: Buffer): Promise<void> => {
    await handle.appendFile(bytes);
    size += bytes.length;
  };
  const putPiece = async (): Promise<void> => {
    signal?.throwIfAborted();
    await put(Buffer.concat([frameHead(piece.written()), piece.written()]));
    piece.rewind(0);
  };
  try {
    await put(fileHead("snapshot"));
    let count = 0;
    for (const image of images) {
      records.image(piece, image);
      for (const document of image.documents) {
        records.document(piece, document);
        count++;
        if (piece.length >= PIECE) await putPiece();
      }
    }
    records.end(piece, count);
    await putPiece();
    await handle.sync();
  } finally {
    await handle.close();
  }
  await takePlace(dirname(file), file);
  return size;
}

/** Reads a snapshot into `images`; throws DataFolderError when it is not whole. */
export function readSnapshot(file: string, images: ImageCollector): void {
  let documents = 0;
  let announced: number | null = null;
  const records = new RecordReader({
    commit: () => {
      throw new RangeError("a snapshot holds no commits");
    },
    image: (database, version, time) => images.begin(database, version, time),
    document: (document) => {
      documents++;
      images.put(document);
    },
    end: (count) => {
      announced = count;
    },
  });
  try {
    readFrames(file, "snapshot", (payload) => records.read(payload));
  } catch (error) {
    if (error instanceof RangeError) throw new DataFolderError(`${file} is damaged: ${error.message}.`);
    throw error;
  }
  if (announced !== documents)
    throw new DataFolderError(
      `${file} is damaged: it ends after ${documents} documents, before its last record.`,
    );
}
