/// <reference lib="dom" />
// Runs in the browser: the smallest page that can show a live document, and a page that writes one. The floor of `live` and `edit`.
import { initializeApp } from "firebase/app";
import {
  collection,
  connectFirestoreEmulator,
  doc,
  initializeFirestore,
  limit,
  memoryLocalCache,
  onSnapshot,
  orderBy,
  persistentLocalCache,
  persistentMultipleTabManager,
  query,
  serverTimestamp,
  updateDoc,
  writeBatch,
} from "firebase/firestore";

const address = new URLSearchParams(location.search);
const db = initializeFirestore(
  initializeApp({ projectId: address.get("project") ?? "", apiKey: "none" }),
  // What a device keeps between visits is written before a listener hears of it.
  {
    localCache: address.has("kept")
      ? persistentLocalCache({ tabManager: persistentMultipleTabManager() })
      : memoryLocalCache(),
  },
);
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
  /** Shows the newest texts of a collection in the page's only list. */
  list(path: string): void {
    const list = document.createElement("ul");
    document.body.append(list);
    onSnapshot(query(collection(db, path), orderBy("createdAt", "desc"), limit(20)), (snapshot) => {
      list.replaceChildren(
        ...snapshot.docs.map((found) => {
          const item = document.createElement("li");
          item.textContent = String(found.get("text"));
          return item;
        }),
      );
    });
  },
  /** Adds a text to the collection and an entry about it to another, in one commit. */
  add(path: string, entries: string, text: string): void {
    const batch = writeBatch(db);
    batch.set(doc(collection(db, path)), { text, createdAt: serverTimestamp() });
    batch.set(doc(collection(db, entries)), { text, time: serverTimestamp() });
    void batch.commit();
  },
};
Object.assign(globalThis, { bare });
