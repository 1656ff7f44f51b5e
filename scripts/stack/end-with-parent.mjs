/*
 * Loaded into every process of a local start below the one in the terminal. When that one is killed it can stop nobody,
 * and a dozen processes of the functions would stay, and hold gigabytes, until the machine is turned off. So each looks
 * once a second who its parent is, and ends when that is another one.
 *
 * Plain JavaScript: it is read by every one of them, and reading TypeScript would take its time in each.
 */
const parent = process.ppid;
/** Who was asked to stop may tidy up so long, in milliseconds. */
const TIDYING = 20_000;

const look = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(look);
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.kill(process.pid, "SIGKILL"), TIDYING).unref();
}, 1000).unref();
