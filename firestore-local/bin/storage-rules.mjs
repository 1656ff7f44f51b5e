#!/usr/bin/env node
// The Storage emulator's rules runtime: one JSON request a line on stdin, one JSON answer a line on stdout.
import { run } from "./launch.mjs";

await run("storage-rules");
