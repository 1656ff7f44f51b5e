import { runStorageRuntime } from "../rules/storage-runtime.ts";

/** The Storage emulator's rules runtime; ends when its stdin does, or by a signal. */
process.on("SIGINT", () => process.exit(0));
await runStorageRuntime(process.stdin, process.stdout);
