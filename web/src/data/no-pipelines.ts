/*
 * Stands in for `re2js` in the browser's bundle. The Firestore SDK carries that regular-expression engine (30 KB) only
 * to evaluate pipelines, which this product does not run; should one ever be written, it fails loudly here.
 */
export const RE2JS = {
  compile(): never {
    throw new Error("Pipelines are not part of this build: see web/src/data/no-pipelines.ts");
  },
};
