import type { FieldProblem } from "@trunkline/domain/customer/problem";
import { attrKey, type FieldDefinition } from "@trunkline/domain/fields/definition";
import {
  fileName,
  isFileValue,
  LARGEST_FILE,
  sniffFile,
  staffFilePath,
  uploadPath,
  type FileValue,
} from "@trunkline/domain/fields/file";
import type { AdminId, CustomerId } from "@trunkline/domain/ids/ids";
import { FILES, filePath } from "@trunkline/domain/paths";
import type { Transaction } from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";

/*
 * A file comes in three steps, each of which can be the last one before a crash: a browser uploads it to a place of its
 * own; the Save looks at the bytes, notes them in `files/` and copies them to the customer's place; the transaction of the
 * record makes the note a lasting one. Whatever is noted and not lasting is removed by the sweep, and so are uploads that
 * nobody came back for. So what a record names is always there and always looked at.
 */

const COMING_MS = 60 * 60 * 1000;
/** Uploads that no Save attached within a day are given up. */
const UPLOAD_MS = 24 * 60 * 60 * 1000;

/** `files/{customerId}_{fileId}`: a file at a customer, and when it is to go; null while his record names it. */
interface FileNote extends FileValue {
  readonly customerId: CustomerId;
  readonly field: string;
  readonly dropAt: number | null;
}

/** The keys of fields that hold a file. */
export function fileKeys(definitions: readonly FieldDefinition[]): readonly string[] {
  return definitions.filter(({ type }) => type === "file").map(({ name }) => attrKey(name));
}

/** Files of one Save, looked at and lying in the customer's place. */
export interface TakenFiles {
  /** Their fields' values as they are stored: name, size and kind are what the server saw. */
  readonly values: Readonly<Record<string, FileValue>>;
  readonly problems: Readonly<Record<string, FieldProblem>>;
}

/** Looks at what was uploaded for fields of type File, and brings it to the customer; before the transaction. */
export async function takeUploads(
  platform: Platform,
  uid: AdminId,
  id: CustomerId,
  definitions: readonly FieldDefinition[],
  values: Readonly<Record<string, unknown>>,
): Promise<TakenFiles> {
  const taken: Record<string, FileValue> = {};
  const problems: Record<string, FieldProblem> = {};
  for (const { name, type } of definitions) {
    const sent = values[attrKey(name)];
    if (type !== "file" || !isFileValue(sent)) continue;
    const file = await takeOne(platform, uid, id, name, sent);
    if ("kind" in file) problems[attrKey(name)] = file;
    else taken[attrKey(name)] = file;
  }
  return { values: taken, problems };
}

async function takeOne(
  platform: Platform,
  uid: AdminId,
  customerId: CustomerId,
  field: string,
  sent: FileValue,
): Promise<FileValue | FieldProblem> {
  const { db, files, clock } = platform;
  const note = db.doc(filePath(customerId, sent.id));
  const known = (await note.get()).data() as FileNote | undefined;
  // The same Save once more, after its answer was lost or a conflict was decided.
  if (known !== undefined && known.field === field && known.dropAt === null) return valueOf(known);
  const looked = await lookAt(platform, uid, sent);
  if ("kind" in looked) return looked;
  const { file, bytes } = looked;
  await note.set({ customerId, field, ...file, dropAt: clock() + COMING_MS } satisfies FileNote);
  await files.write(staffFilePath(customerId, file.id), bytes, file.type);
  return file;
}

async function lookAt(
  { files }: Platform,
  uid: AdminId,
  sent: FileValue,
): Promise<{ readonly file: FileValue; readonly bytes: Uint8Array } | FieldProblem> {
  const bytes = await files.read(uploadPath(uid, sent.id), LARGEST_FILE);
  if (bytes === "too-big") return { kind: "file-size", max: LARGEST_FILE };
  if (bytes === "none") return { kind: "file-gone" };
  const type = sniffFile(bytes, sent.name);
  if (type === undefined) return { kind: "file-kind" };
  return { file: { id: sent.id, name: fileName(sent.name, type), size: bytes.length, type }, bytes };
}

/** What is wrong with uploads of a form that is refused anyway: they are looked at and left where they are. */
export async function uploadProblems(
  platform: Platform,
  uid: AdminId,
  definitions: readonly FieldDefinition[],
  values: Readonly<Record<string, unknown>>,
): Promise<Record<string, FieldProblem>> {
  const problems: Record<string, FieldProblem> = {};
  for (const key of fileKeys(definitions)) {
    const sent = values[key];
    const looked = isFileValue(sent) ? await lookAt(platform, uid, sent) : undefined;
    if (looked !== undefined && "kind" in looked) problems[key] = looked;
  }
  return problems;
}

const valueOf = ({ id, name, size, type }: FileNote): FileValue => ({ id, name, size, type });

/** What a change of a record means for the files it names. */
export interface FilePlan {
  readonly problems: Readonly<Record<string, FieldProblem>>;
  /** Ids of files that become lasting, and of those that are to go. */
  readonly keep: readonly string[];
  readonly drop: readonly string[];
}

/** Compares the files a record names before and after, inside the transaction: one that is gone by now cannot be named. */
export async function planFiles(
  tx: Transaction,
  platform: Platform,
  id: CustomerId,
  definitions: readonly FieldDefinition[],
  before: Readonly<Record<string, unknown>>,
  will: Readonly<Record<string, unknown>>,
): Promise<FilePlan> {
  const problems: Record<string, FieldProblem> = {};
  const keep: string[] = [];
  const drop: string[] = [];
  for (const { name, type } of definitions) {
    const key = attrKey(name);
    if (type !== "file" || !Object.hasOwn(will, key)) continue;
    const [was, now] = [before[key], will[key]];
    if (isFileValue(now)) {
      const note = (await tx.get(platform.db.doc(filePath(id, now.id)))).data() as FileNote | undefined;
      if (note?.field !== name || (note.dropAt !== null && note.dropAt <= platform.clock()))
        problems[key] = { kind: "file-gone" };
      else keep.push(now.id);
    }
    if (isFileValue(was) && !(isFileValue(now) && now.id === was.id)) drop.push(was.id);
  }
  return { problems, keep, drop };
}

/** Writes the plan. Nothing may be read in the transaction after this. */
export function writeFiles(
  tx: Transaction,
  platform: Platform,
  customerId: CustomerId,
  { keep, drop }: FilePlan,
): void {
  const { db, clock } = platform;
  for (const id of keep) tx.update(db.doc(filePath(customerId, id)), { dropAt: null });
  // Set, not updated: a note that is missing for whatever reason must not hold up the Save.
  for (const id of drop)
    tx.set(db.doc(filePath(customerId, id)), { customerId, id, dropAt: clock() }, { merge: true });
}

/** Removes at once what a finished Save left over; what goes wrong here, the sweep makes good. */
export async function tidyFiles(platform: Platform, uid: AdminId, taken: TakenFiles): Promise<void> {
  const ids = Object.values(taken.values).map((file) => file.id);
  try {
    for (const id of ids) await platform.files.remove(uploadPath(uid, id));
    await sweepNotes(platform, platform.clock() + 1);
  } catch (cause) {
    platform.log.failed("files of a Save were not tidied up", cause);
  }
}

const PAGE = 50;

/** Removes files that no record names (any more), and uploads that nobody attached; goes on next time. */
export async function sweepFiles(platform: Platform, until: number): Promise<number> {
  const { files, clock } = platform;
  let removed = 0;
  for (const path of await files.olderThan("uploads/", clock() - UPLOAD_MS)) {
    if (clock() >= until) return removed;
    await files.remove(path);
    removed += 1;
  }
  return removed + (await sweepNotes(platform, until));
}

async function sweepNotes(platform: Platform, until: number): Promise<number> {
  const { db, files, clock } = platform;
  let removed = 0;
  do {
    const page = await db
      .collection(FILES)
      .where("dropAt", "<=", clock())
      .orderBy("dropAt")
      .limit(PAGE)
      .get();
    for (const doc of page.docs) {
      const { customerId, id } = doc.data() as Partial<FileNote>;
      // A Save of this very moment may have made it lasting.
      const gone = await db.runTransaction(async (tx) => {
        const dropAt = (await tx.get(doc.ref)).get("dropAt") as unknown;
        if (typeof dropAt !== "number" || dropAt > clock()) return false;
        tx.delete(doc.ref);
        return true;
      });
      if (gone && customerId !== undefined && id !== undefined)
        await files.remove(staffFilePath(customerId, id));
      removed += 1;
    }
    if (page.size < PAGE) return removed;
  } while (clock() < until);
  return removed;
}

/** Lets every file of a field go, with the field (10 §8.21). */
export async function dropFilesOf(platform: Platform, field: string): Promise<void> {
  const { db, clock } = platform;
  for (;;) {
    const page = await db.collection(FILES).where("field", "==", field).limit(400).get();
    if (page.empty) return;
    const batch = db.batch();
    for (const doc of page.docs) batch.update(doc.ref, { field: "", dropAt: clock() });
    await batch.commit();
  }
}
