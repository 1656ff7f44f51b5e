/// <reference lib="dom" />
// Runs in the browser: the smallest page that can show a live document, and a page that writes one. The floor of `live`.
import { initializeApp } from "firebase/app";
import { connectFirestoreEmulator, doc, getFirestore, onSnapshot, updateDoc } from "firebase/firestore";

const address = new URLSearchParams(location.search);
const db = getFirestore(initializeApp({ projectId: address.get("project") ?? "", apiKey: "none" }));
connectFirestoreEmulator(db, "127.0.0.1", Number(address.get("port")), { mockUserToken: "owner" });

const bare = {
  /** Shows the field of the document in the page's only input. */
  show(path: string, field: string): void {
    const input = document.createElement("input");
    document.body.append(input);
    onSnapshot(doc(db, path), (snapshot) => {
      input.value = String(snapshot.get(field));
    });
  },
  /** Writes the field; gives the moment before the write, in milliseconds since the epoch. */
  write(path: string, field: string, value: string): number {
    const started = performance.timeOrigin + performance.now();
    void updateDoc(doc(db, path), { [field]: value });
    return started;
  },
};
Object.assign(globalThis, { bare });
