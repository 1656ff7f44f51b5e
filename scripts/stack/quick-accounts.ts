import { createRequire } from "node:module";

/*
 * Loaded into firebase-tools before it runs. Its account emulator makes validators for some hundreds of parts of the
 * interface it speaks, and has each of them checked first against the schema of schemas, compiled anew for each: six of
 * the fourteen seconds of a start. Those parts come with firebase-tools and never change; what requests say is checked
 * as before.
 */
const tools = createRequire(createRequire(import.meta.url).resolve("firebase-tools"));
const exegesis = createRequire(tools.resolve("exegesis"));
const { default: Ajv } = exegesis("ajv/dist/core") as {
  readonly default: { readonly prototype: { validateSchema: () => boolean } };
};
Ajv.prototype.validateSchema = () => true;
