import { writeFileSync } from "node:fs";
import { initializeApp as initializeAdmin } from "firebase-admin/app";
import { getFirestore } from "firebase-admin/firestore";
import { initializeApp } from "firebase/app";
import { connectAuthEmulator, createUserWithEmailAndPassword, getAuth } from "firebase/auth";
import { connectStorageEmulator, getBytes, getStorage, ref, uploadBytes } from "firebase/storage";

/** Runs inside `emulators:exec`: uploads that the Storage rules allow, and ones that they refuse. */
initializeAdmin({ projectId: "demo-shim" });
const app = initializeApp({ projectId: "demo-shim", apiKey: "demo", storageBucket: "demo-shim.appspot.com" });
const auth = getAuth(app);
connectAuthEmulator(auth, `http://${process.env["FIREBASE_AUTH_EMULATOR_HOST"]}`, { disableWarnings: true });
const storage = getStorage(app);
const [host = "", port = ""] = (process.env["FIREBASE_STORAGE_EMULATOR_HOST"] ?? "").split(":");
connectStorageEmulator(storage, host, Number(port));

const outcome = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "allowed",
    (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : String(error)),
  );
const upload = (path: string, size = 10, contentType = "text/plain"): Promise<string> =>
  outcome(uploadBytes(ref(storage, path), new Uint8Array(size), { contentType }));

const signedOut = await upload("people/somebody/file");
const { user } = await createUserWithEmailAndPassword(auth, "ada@example.net", "secret secret");
const results = {
  signedOut,
  own: await upload(`people/${user.uid}/file`),
  ownRead: await outcome(getBytes(ref(storage, `people/${user.uid}/file`))),
  others: await upload("people/somebody/file"),
  tooLarge: await upload(`people/${user.uid}/file`, 5_000),
  wrongType: await upload(`people/${user.uid}/file`, 10, "image/png"),
  notMember: await upload(`members/${user.uid}/file`),
  member: "",
};
await getFirestore().doc(`members/${user.uid}`).set({ active: true });
results.member = await upload(`members/${user.uid}/file`);
writeFileSync(process.env["RESULT"] ?? "", JSON.stringify(results));
process.exit(0);
