// Bundles the server: one file to read at the start and a few that are read when they are first needed.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const DAY = 24 * 60 * 60 * 1000;

/**
 * The folder of a build of exactly these sources, made now if there is none. Builds are named by what they were
 * made of: a running server keeps its own while a newer one is built. null when there is no bundler: run the sources.
 */
export async function buildIfStale(home) {
  const dist = join(home, "dist");
  const folder = join(dist, fingerprint(home));
  if (existsSync(folder)) return folder;
  let esbuild;
  try {
    esbuild = await import("esbuild");
  } catch {
    return null;
  }
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(dist, { recursive: true });
  await esbuild.build({
    entryPoints: {
      main: join(home, "src/cli/main.ts"),
      "storage-rules": join(home, "src/cli/storage-rules.ts"),
    },
    outdir: unfinished,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    // CommonJS packages inside an ES module still ask for Node's own modules by require.
    banner: {
      js: 'import { createRequire as firestoreLocalRequire } from "node:module"; const require = firestoreLocalRequire(import.meta.url);',
    },
    legalComments: "linked",
    logLevel: "warning",
  });
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another start has built the same at the same time.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  removeOld(dist, folder);
  return folder;
}

function fingerprint(home) {
  const hash = createHash("sha256");
  for (const file of sources(join(home, "src"))) hash.update(`${file}\0`).update(readFileSync(file));
  hash.update(readFileSync(join(home, "package.json"))).update(readFileSync(fileURLToPath(import.meta.url)));
  return hash.digest("hex").slice(0, 16);
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === "testing" ? [] : sources(path);
      return entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts") ? [path] : [];
    });
}

/** Servers that still run an old build may yet read parts of it, so only builds of other days go. */
function removeOld(dist, current) {
  utimesSync(current, new Date(), new Date());
  for (const name of readdirSync(dist)) {
    const path = join(dist, name);
    if (path !== current && Date.now() - statSync(path).mtimeMs > DAY)
      rmSync(path, { recursive: true, force: true });
  }
}

// Says nothing when all is well, as the other builds of a start.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildIfStale(dirname(dirname(fileURLToPath(import.meta.url))));
}
