import { writeFileSync } from "node:fs";
import { initializeApp } from "firebase-admin/app";
import { getFirestore } from "firebase-admin/firestore";

/** Runs inside `emulators:exec`: says what is there, then adds one document. */
initializeApp({ projectId: "demo-shim" });
const notes = getFirestore().collection("notes");
const found = await notes.orderBy("number").get();
writeFileSync(
  process.env["RESULT"] ?? "",
  JSON.stringify(
    found.docs.map((doc) => ({ id: doc.id, ...doc.data(), created: doc.createTime.toDate().toISOString() })),
  ),
);
await notes.doc(`note ${found.size}`).set({ number: found.size, text: "\u{1f600} ä" });
process.exit(0);
