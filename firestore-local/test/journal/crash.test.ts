import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { deleteApp, initializeApp } from "firebase-admin/app";
import { getFirestore } from "firebase-admin/firestore";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "../../src/journal/store.ts";
import { documentsOf, takeImage } from "../../src/journal/testing/commits.ts";
import { HOME, startProcess } from "../cli/process.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "firestore-local-crash-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Different in every run: a kill must be survived wherever it hits. */
const somewhere = (most: number): number => 1 + Math.floor(Math.random() * most);

test("kill -9 under load, anywhere in journal or compaction, loses no acknowledged commit and tears none apart", async () => {
  let acknowledged = 0;
  for (let round = 0; round < 12; round++) {
    const child = spawn(process.execPath, [join(HOME, "src/journal/testing/hammer.ts"), folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const enough = acknowledged + somewhere(400);
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged = Math.max(acknowledged, Number(line));
      if (acknowledged >= enough) child.kill("SIGKILL");
    }
    if (child.signalCode === null) await once(child, "exit");
    expect(child.signalCode).toBe("SIGKILL");

    const store = await openStore(folder);
    const image = takeImage(store);
    await store.close();
    expect(image?.version).toBeGreaterThanOrEqual(acknowledged);
    const found = documentsOf(image);
    for (let back = 0; back < Math.min(50, acknowledged); back++) {
      const slot = (acknowledged - back) % 50;
      const [left, right] = [found[`left/${slot}`], found[`right/${slot}`]].map((doc) =>
        Number(doc?.fields.get("version")),
      );
      // The slot may have moved on to a commit whose acknowledgement the kill cut off, but both halves together.
      expect(left).toBeGreaterThanOrEqual(acknowledged - back);
      expect(right).toBe(left);
    }
    acknowledged = image?.version ?? 0;
  }
});

test("kill -9 of a server under load from the Admin SDK loses no acknowledged batch", async () => {
  const acknowledged = new Set<number>();
  let next = 0;
  for (let round = 0; round < 4; round++) {
    const server = await startProcess({ args: ["--data", folder] });
    process.env["FIRESTORE_EMULATOR_HOST"] = `127.0.0.1:${server.port}`;
    const app = initializeApp({ projectId: "demo-crash" }, `round ${round}`);
    const db = getFirestore(app);

    const found = await db.collection("left").get();
    const right = await db.collection("right").get();
    const numbers = new Set(found.docs.map((doc) => Number(doc.get("number"))));
    expect([...acknowledged].filter((number) => !numbers.has(number))).toEqual([]);
    expect(right.docs.map((doc) => doc.id)).toEqual(found.docs.map((doc) => doc.id));

    const enough = acknowledged.size + somewhere(150);
    await new Promise<void>((resolve) => {
      const writer = async (): Promise<void> => {
        while (acknowledged.size < enough) {
          const number = next++;
          const batch = db.batch();
          for (const side of ["left", "right"])
            batch.set(db.collection(side).doc(String(number)), { number, filling: "x".repeat(500) });
          await batch.commit();
          acknowledged.add(number);
        }
        resolve();
      };
      // The batches that are under way when the server dies may be stored or not; nobody was told.
      for (let writers = 0; writers < 10; writers++) void writer().catch(() => undefined);
    });
    expect(await server.kill("SIGKILL")).toBe("SIGKILL");
    await deleteApp(app);
  }
  expect(acknowledged.size).toBeGreaterThan(3);
});
