import { Zip, ZipDeflate } from "fflate";

const ENCODER = new TextEncoder();

/** Lets the page do what waits; unlike a timer it is not held back in a tab that nobody looks at. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener(
      "message",
      () => {
        port1.close();
        resolve();
      },
      { once: true },
    );
    port1.start();
    port2.postMessage(null);
  });
}

/**
 * Packs files of text, one after the other, each read in pieces. Compresses on the page itself, with a breath after
 * each piece: a worker would need a script of its own, and the policy of the site lets none be made.
 */
export async function zipOf(
  files: readonly (readonly [path: string, pieces: Iterable<string>])[],
  type: string,
): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, part) => {
    if (error !== null) throw error;
    parts.push(part as Uint8Array<ArrayBuffer>);
  });
  for (const [path, pieces] of files) {
    const file = new ZipDeflate(path);
    zip.add(file);
    for (const piece of pieces) {
      file.push(ENCODER.encode(piece));
      await breathe();
    }
    file.push(new Uint8Array(), true);
  }
  zip.end();
  return new Blob(parts, { type });
}
