import "fake-indexeddb/auto";
import { setLogLevel } from "firebase/firestore";

// A cut network is what these runs are about.
setLogLevel("error");

// The document of the test environment brings byte arrays of its own, which Node's parts do not take for theirs.
globalThis.Uint8Array = Object.getPrototypeOf(Buffer) as Uint8ArrayConstructor;
globalThis.ArrayBuffer = new Uint8Array().buffer.constructor as ArrayBufferConstructor;

// Nothing here runs on Google's machines: do not look for their metadata server.
process.env["METADATA_SERVER_DETECTION"] = "none";
