import { readFileSync, watch } from "node:fs";
import { basename, dirname } from "node:path";

/** Editors write a file in several steps; what is there after this time is what they meant. */
const SETTLE = 50;

/** Calls `changed` with the file's new text whenever it differs from the last. Returns the way to stop. */
export function watchFile(file: string, changed: (text: string) => void): () => void {
  let last = read(file);
  let timer: NodeJS.Timeout | undefined;
  // The folder is watched, because editors replace the file and a watch on it would follow the old one.
  const watcher = watch(dirname(file), (_event, name) => {
    if (name !== null && name !== basename(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const text = read(file);
      if (text === undefined || text === last) return;
      last = text;
      changed(text);
    }, SETTLE);
  });
  // A folder that goes away ends the watching, not the server.
  watcher.on("error", () => watcher.close());
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
