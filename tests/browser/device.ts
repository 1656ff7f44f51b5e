/// <reference lib="dom" />

/**
 * Every record in IndexedDB, in the local and in the session storage, except what names no person: how pages look, and
 * the SDK's note of the days on which it was used, which a request still under way may write anew. Runs in the page.
 */
export async function leftOnDevice(): Promise<string[]> {
  const found: string[] = [];
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined || name === "firebase-heartbeat-database") continue;
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.addEventListener("success", () => resolve(opening.result));
      opening.addEventListener("error", () => reject(opening.error ?? new Error(name)));
    });
    for (const store of db.objectStoreNames) {
      const keys = await new Promise<IDBValidKey[]>((resolve, reject) => {
        const asked = db.transaction(store).objectStore(store).getAllKeys();
        asked.addEventListener("success", () => resolve(asked.result));
        asked.addEventListener("error", () => reject(asked.error ?? new Error(store)));
      });
      if (keys.length > 0) found.push(`${name}/${store}: ${keys.join(" ")}`);
    }
    db.close();
  }
  const looks = /^trunkline-(theme|density|rail-folded)$/;
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) if (!looks.test(key)) found.push(key);
  }
  return found;
}
