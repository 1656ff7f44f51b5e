#!/usr/bin/env node
// Starts the server, on the Node that the project was installed with.
import { run } from "./launch.mjs";

await run("main");
