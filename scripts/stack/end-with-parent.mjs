/*
 * Loaded into every process of a local start. When the one above it is killed it can stop nobody, and a dozen processes of
 * the functions would stay, and hold gigabytes, until the machine is turned off. So each looks once a second who its parent
 * is, and ends when that is another one.
 *
 * Plain JavaScript: it is read by every one of them, and reading TypeScript would take its time in each.
 */
import { readFileSync } from "node:fs";

const parent = process.ppid;
/** npm puts a shell between itself and what it starts, which lives on without it: whom that belongs to counts then. */
const above = parentOfShell(parent);
/** Who was asked to stop may tidy up so long, in milliseconds. */
const TIDYING = 20_000;

/** The parent of a shell; undefined for anything else, and where the system keeps no file of it: no shell stays there. */
function parentOfShell(pid) {
  try {
    return /^\d+ \((?:sh|dash|ash|bash)\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1];
  } catch {
    return undefined;
  }
}

const look = setInterval(() => {
  if (process.ppid === parent && parentOfShell(parent) === above) return;
  clearInterval(look);
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.kill(process.pid, "SIGKILL"), TIDYING).unref();
}, 1000).unref();
