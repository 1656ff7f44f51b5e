import { randomInt } from "node:crypto";
import type { CommitPlan, Database, Document, Write } from "../../engine/api.ts";
import { FirestoreError } from "../../engine/errors.ts";
import { join } from "../../engine/path.ts";
import type { FieldPath } from "../../engine/query.ts";
import type { Message } from "../api.ts";
import { billOf, type Call } from "../call.ts";
import { readMask, writeDocument } from "../convert/document.ts";
import { child, invalid, string } from "../convert/message.ts";
import { checkCollectionId, checkDocumentId, documentName, fullName, parentName } from "../convert/names.ts";
import { readFields } from "../convert/value.ts";
import { readPrecondition } from "../convert/write.ts";
import { readConsistency } from "./consistency.ts";

/** GetDocument: NOT_FOUND when it is missing. */
export async function getDocument(call: Call, request: Message): Promise<Message> {
  const { database, path } = locate(call, string(request, "name"));
  const mask = readMask(request, "mask");
  const bill = billOf(call, path);
  const { options } = readConsistency(database, request);
  const { documents } = await database.getAll([path], options);
  const document = documents[0] ?? null;
  bill.read(path);
  call.backend.access.get(database, call.context.caller, path, document, bill);
  if (document === null) {
    throw new FirestoreError("NOT_FOUND", `Document (${fullName(database.name, path)}) not found.`);
  }
  return writeDocument(database.name, document, mask);
}

/** CreateDocument: with an id of its own when the request names none. */
export async function createDocument(call: Call, request: Message): Promise<Message> {
  const parent = parentName(string(request, "parent"));
  const collection = string(request, "collectionId");
  if (collection === "") throw invalid(`Collection id "" is invalid because it is empty.`);
  checkCollectionId(collection);
  const id = string(request, "documentId");
  if (id !== "") checkDocumentId(id);
  const database = call.backend.databases(parent.database);
  return put(call, database, readMask(request, "mask"), {
    op: "set",
    path: join(join(parent.path, collection), id === "" ? autoId() : id),
    fields: readFields(child(request, "document") ?? {}),
    mask: null,
    transforms: [],
    precondition: { exists: false },
  });
}

/** UpdateDocument: writes the masked fields, or the whole document without a mask. */
export async function updateDocument(call: Call, request: Message): Promise<Message> {
  const document = child(request, "document") ?? {};
  const { database, path } = locate(call, string(document, "name"));
  return put(call, database, readMask(request, "mask"), {
    op: "set",
    path,
    fields: readFields(document),
    mask: readMask(request, "updateMask"),
    transforms: [],
    precondition: readPrecondition(request, "currentDocument"),
  });
}

/** DeleteDocument: a missing document is no error unless a precondition says so. */
export async function deleteDocument(call: Call, request: Message): Promise<Message> {
  const { database, path } = locate(call, string(request, "name"));
  const { caller } = call.context;
  const bill = billOf(call, path);
  const guard = call.backend.access.guard(database, caller, bill);
  const write: Write = { op: "delete", path, precondition: readPrecondition(request, "currentDocument") };
  await database.commit([write], guard === undefined ? { caller } : { caller, guard });
  bill.delete(path);
  return {};
}

async function put(
  call: Call,
  database: Database,
  mask: readonly FieldPath[] | null,
  write: Write,
): Promise<Message> {
  const bill = billOf(call, write.path);
  const { caller } = call.context;
  const guard = call.backend.access.guard(database, caller, bill);
  let written: Document | null = null;
  const { time, results } = await database.commit([write], {
    caller,
    guard: (plan: CommitPlan) => {
      guard?.(plan);
      // The document as this commit leaves it; by the time it is durable others may have changed it again.
      written = plan.steps[0]?.after ?? null;
    },
  });
  bill.write(write.path);
  const after = written as Document | null;
  if (after === null) throw new FirestoreError("INTERNAL", `Nothing was written to ${write.path}.`);
  const updateTime = results[0]?.updateTime ?? time;
  const { path, createTime, fields } = after;
  return writeDocument(database.name, { path, createTime, updateTime, fields }, mask);
}

function locate(call: Call, name: string): { readonly database: Database; readonly path: string } {
  const parsed = documentName(name);
  return { database: call.backend.databases(parsed.database), path: parsed.path };
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** An id as the SDKs make them: 20 letters and digits. */
function autoId(): string {
  return Array.from({ length: 20 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
}
