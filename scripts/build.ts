/**
 * `npm run build`: builds what changed of both sites and the functions; every deployment begins with it.
 * `--renew-policy` first puts into firebase.json which script stands in the pages now.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { FIREBASE_JSON, scriptInPage, sourceOf, withSource } from "../web/build/small-script.ts";
import { build } from "./stack/build.ts";

const { values } = parseArgs({ options: { "renew-policy": { type: "boolean", default: false } } });
if (values["renew-policy"])
  writeFileSync(
    FIREBASE_JSON,
    withSource(readFileSync(FIREBASE_JSON, "utf8"), sourceOf(await scriptInPage())),
  );
await build(console.log);
