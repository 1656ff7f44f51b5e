import { text, type EmulatorAddresses } from "./config.ts";

function port(record: object, key: string): number {
  const value: unknown = Reflect.get(record, key);
  if (typeof value !== "number") throw new Error(`emulators.json lacks ${key}`);
  return value;
}

/** Where the emulators of a local start listen (docs/decisions/local-configuration.md). */
export function readEmulators(found: unknown): EmulatorAddresses {
  if (typeof found !== "object" || found === null) throw new Error("emulators.json is empty");
  return {
    host: text(found, "host") ?? "127.0.0.1",
    firestore: port(found, "firestore"),
    auth: port(found, "auth"),
    storage: port(found, "storage"),
  };
}
