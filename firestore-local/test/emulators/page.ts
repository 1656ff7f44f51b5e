import { initializeApp } from "firebase/app";
import {
  connectAuthEmulator,
  createUserWithEmailAndPassword,
  inMemoryPersistence,
  initializeAuth,
} from "firebase/auth";
import { connectFirestoreEmulator, doc, getFirestore, onSnapshot, setDoc } from "firebase/firestore";

export interface GreetOptions {
  readonly firestore: string;
  readonly auth: string;
  readonly id: string;
}
export interface Greeting {
  readonly uid: string;
  readonly greeting: unknown;
}

/** Signs a new user in, writes a person and waits for the greeting that a function writes; runs in Node and in a page. */
export async function greet({ firestore, auth, id }: GreetOptions): Promise<Greeting> {
  const app = initializeApp({ projectId: "demo-shim", apiKey: "demo" }, id);
  const users = initializeAuth(app, { persistence: inMemoryPersistence });
  connectAuthEmulator(users, `http://${auth}`, { disableWarnings: true });
  const { user } = await createUserWithEmailAndPassword(users, `${id}@example.net`, "secret secret");
  const db = getFirestore(app);
  const [host = "", port = ""] = firestore.split(":");
  connectFirestoreEmulator(db, host, Number(port));
  const greeting = new Promise((resolve, reject) => {
    onSnapshot(
      doc(db, "greetings", id),
      (snapshot) => {
        if (snapshot.exists()) resolve(snapshot.data());
      },
      reject,
    );
  });
  await setDoc(doc(db, "people", id), { name: `Ada ${id} 😀`, born: new Date(-1) });
  return { uid: user.uid, greeting: await greeting };
}

declare global {
  var greet: ((options: GreetOptions) => Promise<Greeting>) | undefined;
}
globalThis.greet = greet;
