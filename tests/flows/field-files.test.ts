import { beforeAll, expect, test } from "vitest";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import {
  fileName,
  LARGEST_FILE,
  staffFilePath,
  uploadPath,
  type FileValue,
} from "@trunkline/domain/fields/file";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { portalPath } from "@trunkline/domain/paths";
import { fileBytes } from "@trunkline/domain/testing/files";
import { sweepFiles } from "../../functions/src/customers/field-files.ts";
import { createCustomer } from "../../functions/src/customers/create.ts";
import { saveCustomer } from "../../functions/src/customers/save.ts";
import { cryptographic, newId } from "../../functions/src/platform/random.ts";
import { removeCustomerField } from "../../functions/src/settings/fields.ts";
import { defineField } from "./define-field.ts";
import { aCustomer, aKey, anAdmin, documentsOf, historyOf, recordOf, takeOffRecords } from "./house.ts";
import { ownHouse } from "./own-house.ts";

/* Additional fields of type File (10 §8.16): record and file always agree, whatever fails on the way. */

const { house, admin } = await ownHouse();
const define = (changes: Partial<FieldDefinition>, isNew = true) =>
  defineField(house, admin, changes, { isNew });
beforeAll(async () => {
  expect((await define({ name: "paper", title: "Contract scan", type: "file" })).kind).toBe("done");
});

const PDF = fileBytes("%PDF-1.7 the contract");
/** A file in its uploader's own place, and the value a form holds of it. */
function upload(name = "contract.pdf", bytes = PDF, who = admin): FileValue {
  const id = newId<string>(cryptographic);
  house.files.put(uploadPath(who.uid, id), bytes);
  return {
    id,
    name: fileName(name, "application/pdf"),
    size: Math.max(1, Math.min(bytes.length, LARGEST_FILE)),
    type: "application/pdf",
  };
}
const save = (customerId: CustomerId, base: FileValue | null, mine: FileValue | null, caller = admin) =>
  saveCustomer(house.platform, caller, {
    key: aKey(),
    customerId,
    touched: { attr_paper: { base, mine } },
    password: null,
    undoes: null,
  });
const paper = async (id: CustomerId) => (await recordOf(house, id))["attr_paper"] as FileValue | null;
const filesOf = (id: CustomerId) => [...house.files.all.keys()].filter((path) => path.includes(id));

test("attached by a Save: the record names it, the bytes lie at the customer, the upload is gone, and the entry tells its name", async () => {
  const id = await aCustomer(house, admin);
  const file = upload();
  expect((await save(id, null, file)).kind).toBe("done");
  expect(await paper(id)).toEqual(file);
  expect(filesOf(id)).toEqual([staffFilePath(id, file.id)]);
  expect(house.files.all.get(staffFilePath(id, file.id))).toMatchObject({
    bytes: PDF,
    type: "application/pdf",
  });
  expect(house.files.all.has(uploadPath(admin.uid, file.id))).toBe(false);
  expect((await historyOf(house, id)).at(-1)).toMatchObject({
    action: "changed",
    before: {},
    after: { attr_paper: { name: "contract.pdf" } },
  });
});

test("what the server saw is stored, not what the browser said", async () => {
  const id = await aCustomer(house, admin);
  const file = upload("photo.jpg", fileBytes("\u00ff\u00d8\u00ff a photo"));
  expect((await save(id, null, { ...file, name: "photo.jpg.pdf", size: 1 })).kind).toBe("done");
  expect(await paper(id)).toMatchObject({ name: "photo.jpg.pdf.jpg", size: 11, type: "image/jpeg" });
});

test("T24: a program that calls itself a PDF, too large a file, none at all and another's upload are refused; the record stays", async () => {
  const id = await aCustomer(house, admin);
  const colleague = await anAdmin(house);
  const cases: readonly (readonly [FileValue, string])[] = [
    [upload("contract.pdf", fileBytes("MZ\u0090\0 a program")), "file-kind"],
    [upload("contract.pdf", new Uint8Array(LARGEST_FILE + 1)), "file-size"],
    [{ ...upload(), id: "0".repeat(20) }, "file-gone"],
    [upload("contract.pdf", PDF, colleague), "file-gone"],
  ];
  for (const [file, kind] of cases) {
    const answer = await save(id, null, file);
    expect(answer).toMatchObject({ kind: "fields", problems: { attr_paper: { kind } } });
  }
  expect(await paper(id)).toBeUndefined();
  expect(filesOf(id)).toEqual([]);
  expect((await save(id, null, upload())).kind).toBe("done");
});

test("T24: nothing is brought to a customer out of reach", async () => {
  const id = await aCustomer(house, admin);
  const bound = await anAdmin(house, { partner: "elsewhere" as never });
  expect(await save(id, null, upload("contract.pdf", PDF, bound), bound)).toEqual({ kind: "not-found" });
  expect(filesOf(id)).toEqual([]);
});

test("replaced or removed, the file before it is gone at once", async () => {
  const id = await aCustomer(house, admin);
  const [first, second] = [upload("first.pdf"), upload("second.pdf")];
  await save(id, null, first);
  expect((await save(id, first, second)).kind).toBe("done");
  expect(filesOf(id)).toEqual([staffFilePath(id, second.id)]);
  expect((await save(id, second, null)).kind).toBe("done");
  expect(filesOf(id)).toEqual([]);
  expect(await documentsOf(house, "files")).not.toContainEqual(expect.objectContaining({ customerId: id }));
});

test("the same Save once more, after its answer was lost, finds everything done", async () => {
  const id = await aCustomer(house, admin);
  const file = upload();
  await save(id, null, file);
  expect(await save(id, null, file)).toMatchObject({ kind: "nothing" });
  expect(filesOf(id)).toEqual([staffFilePath(id, file.id)]);
});

test("of two who attach at once one is asked; decided, his file takes the place and nothing is left over", async () => {
  const id = await aCustomer(house, admin);
  const colleague = await anAdmin(house);
  const [his, hers] = [upload("his.pdf"), upload("hers.pdf", PDF, colleague)];
  await save(id, null, hers, colleague);
  expect((await save(id, null, his)).kind).toBe("conflict");
  expect(await paper(id)).toEqual(hers);
  expect((await save(id, hers, his)).kind).toBe("done");
  expect(filesOf(id)).toEqual([staffFilePath(id, his.id)]);
});

test("a file of one customer cannot be named by another", async () => {
  const [one, other] = [await aCustomer(house, admin), await aCustomer(house, admin)];
  const file = upload();
  await save(one, null, file);
  expect(await save(other, null, file)).toMatchObject({ problems: { attr_paper: { kind: "file-gone" } } });
});

test("given on the add form it comes with the new customer, once however often Add is pressed", async () => {
  const file = upload();
  const input = {
    key: aKey(),
    values: { name: "With a file", attr_paper: file },
    password: null,
    preview: null,
    anyway: true,
  } as Parameters<typeof createCustomer>[2];
  const answer = await createCustomer(house.platform, admin, input);
  if (answer.kind !== "created") throw new Error(JSON.stringify(answer));
  expect(await createCustomer(house.platform, admin, input)).toEqual(answer);
  expect(await paper(answer.customerId)).toEqual(file);
  expect(filesOf(answer.customerId)).toEqual([staffFilePath(answer.customerId, file.id)]);
});

test("a refused add keeps the upload, so that the corrected form brings it", async () => {
  const file = upload();
  const input = { key: aKey(), values: { attr_paper: file }, password: null, preview: null, anyway: true };
  expect((await createCustomer(house.platform, admin, input)).kind).toBe("fields");
  expect(house.files.all.has(uploadPath(admin.uid, file.id))).toBe(true);
  const values = { ...input.values, name: "Corrected" };
  expect((await createCustomer(house.platform, admin, { ...input, key: aKey(), values })).kind).toBe(
    "created",
  );
});

test("a kill between the copy and the record leaves a file for an hour, then none; a Save in that hour goes through", async () => {
  const id = await aCustomer(house, admin);
  const [lost, later] = [upload("lost.pdf"), upload("later.pdf")];
  const dying = {
    ...house.platform,
    db: Object.create(house.db, {
      // Reading first who is reached is a transaction of its own.
      runTransaction: {
        value: (work: never, options?: { readOnly?: boolean }) =>
          options?.readOnly === true
            ? house.db.runTransaction(work, options as never)
            : Promise.reject(new Error("killed")),
      },
    }) as typeof house.db,
  };
  for (const file of [lost, later])
    await expect(
      saveCustomer(dying, admin, {
        key: aKey(),
        customerId: id,
        touched: { attr_paper: { base: null, mine: file } },
        password: null,
        undoes: null,
      }),
    ).rejects.toThrow("killed");
  expect(filesOf(id).length).toBe(2);
  expect((await save(id, null, later)).kind).toBe("done");
  house.pass(61 * 60_000);
  await sweepFiles(house.platform, Number.POSITIVE_INFINITY);
  expect(filesOf(id)).toEqual([staffFilePath(id, later.id)]);
  expect(await paper(id)).toEqual(later);
});

test("Storage away: the Save fails as a whole and can be tried again", async () => {
  const id = await aCustomer(house, admin);
  const file = upload();
  house.files.failing = 1;
  await expect(save(id, null, file)).rejects.toThrow("storage away");
  expect(await paper(id)).toBeUndefined();
  expect((await save(id, null, file)).kind).toBe("done");
});

test("uploads that nobody attached go after a day", async () => {
  const forgotten = upload();
  house.pass(23 * 60 * 60_000);
  await sweepFiles(house.platform, Number.POSITIVE_INFINITY);
  expect(house.files.all.has(uploadPath(admin.uid, forgotten.id))).toBe(true);
  house.pass(2 * 60 * 60_000);
  await sweepFiles(house.platform, Number.POSITIVE_INFINITY);
  expect(house.files.all.has(uploadPath(admin.uid, forgotten.id))).toBe(false);
});

test("10 §8.22: with View the customer's portal names the file and which one he may fetch; without, neither", async () => {
  const id = await aCustomer(house, admin);
  const file = upload();
  await define({ name: "paper", title: "Contract scan", type: "file", portal: "view" }, false);
  await save(id, null, file);
  expect((await house.db.doc(portalPath(id)).get()).data()).toMatchObject({
    files: [file.id],
    attrs: [{ name: "paper", value: file, edit: false }],
  });
  await define({ name: "paper", title: "Contract scan", type: "file" }, false);
  await save(id, file, upload());
  expect((await house.db.doc(portalPath(id)).get()).data()).toMatchObject({ files: [], attrs: [] });
  expect(
    (await define({ name: "paper", title: "Contract scan", type: "file", portal: "edit" }, false)).kind,
  ).toBe("fields");
});

test("deleting the field takes its files with it", async () => {
  const id = await aCustomer(house, admin);
  await save(id, null, upload());
  await removeCustomerField(house.platform, admin, { name: "paper" });
  await takeOffRecords(house);
  await sweepFiles(house.platform, Number.POSITIVE_INFINITY);
  expect([...house.files.all.keys()].filter((path) => path.startsWith("customers/"))).toEqual([]);
});
