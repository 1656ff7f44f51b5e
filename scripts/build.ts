/** `npm run build`: builds what changed of both sites and the functions; every deployment begins with it. */
import { build } from "./stack/build.ts";

await build(console.log);
