import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkPolicy, scriptInPage, sourceOf, withSource } from "../../web/build/small-script.ts";
import { place } from "../../web/src/offline/worker/places.ts";

/* What firebase.json and the built pages must agree on (docs/decisions/first-paint.md, service-worker.md). */

const text = readFileSync(new URL("../../firebase.json", import.meta.url), "utf8");
interface Rule {
  readonly source: string;
}
const { hosting } = JSON.parse(text) as {
  readonly hosting: readonly {
    readonly headers: readonly { readonly headers: readonly { readonly value: string }[] }[];
    readonly redirects: readonly Rule[];
    readonly rewrites: readonly Rule[];
  }[];
};

test("both sites run their own files, the one script that stands in the page, and no other", async () => {
  const source = sourceOf(await scriptInPage());
  for (const { headers } of hosting) {
    const policy = headers[0]?.headers[0]?.value ?? "";
    expect(/script-src ([^;]*);/.exec(policy)?.[1]).toBe(`'self' ${source}`);
    expect(/style-src ([^;]*);/.exec(policy)?.[1]).toBe("'self'");
  }
});

test("a script that changed stops the build, until firebase.json is renewed", async () => {
  const script = await scriptInPage();
  expect(() => checkPolicy(script)).not.toThrow();
  const changed = `${script};`;
  expect(() => checkPolicy(changed)).toThrow("npm run build -- --renew-policy");
  expect(() => checkPolicy(changed, withSource(text, sourceOf(changed)))).not.toThrow();
  expect(withSource(text, sourceOf(script))).toBe(text);
});

test("the worker shows its page only where the site would answer with it", () => {
  const at = (path: string) => place(new URL(path, "https://isp.example"), "https://isp.example");
  expect(["/", "/customers", "/customers/12", "/config/fields/name", "/?from=mail"].map(at)).toEqual(
    Array.from({ length: 5 }, () => "page"),
  );
  const elsewhere = hosting.flatMap(({ redirects, rewrites }) => [
    ...redirects.map(({ source }) => source),
    ...rewrites.flatMap(({ source }) =>
      (/@\(([^)]+)\)/.exec(source)?.[1]?.split("|") ?? []).map((one) => `/${one}/x`),
    ),
  ]);
  expect(elsewhere).toEqual(expect.arrayContaining(["/portal", "/api/x", "/map-frame/x"]));
  expect(elsewhere.filter((path) => at(path) === "page")).toEqual([]);
  expect(["/api/signIn", "/sw.js", "/map-frame/", "/__/auth/handler"].map(at)).toEqual(
    Array.from({ length: 4 }, () => "elsewhere"),
  );
  expect(place(new URL("https://firestore.googleapis.com/"), "https://isp.example")).toBe("elsewhere");
});
