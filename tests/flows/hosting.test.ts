import { createHash } from "node:crypto";
import { expect, inject, test } from "vitest";

/* What Hosting says of the files it serves (architecture §8; P5: a repeat visit asks for the page alone). */

const { admin, portal } = inject("stack");

async function cachingOf(address: string): Promise<string | null> {
  const answer = await fetch(address);
  expect(answer.status, address).toBe(200);
  return answer.headers.get("cache-control");
}

test.each([
  ["the admin app", admin, "/"],
  ["the portal", portal, "/"],
  ["the map's own page", admin, "/map-frame/"],
])(
  "%s is asked for at each visit; what it loads carries its version in its name and is kept",
  async (_, origin, path) => {
    const page = await (await fetch(origin + path)).text();
    const assets = [...page.matchAll(/[" ]([^" ]*assets\/[^" ]+)/g)].map(
      ([, found]) => new URL(found ?? "", origin + path).href,
    );
    expect(assets.length).toBeGreaterThan(0);
    expect(await cachingOf(origin + path)).toBe("no-cache");
    for (const asset of assets) expect(await cachingOf(asset)).toBe("public, max-age=31536000, immutable");
  },
);

test.each([
  ["the admin app", admin],
  ["the portal", portal],
])(
  "%s allows the script that stands in its page, and its worker is asked for at each visit",
  async (_, origin) => {
    const answer = await fetch(`${origin}/`);
    const scripts = [...(await answer.text()).matchAll(/<script(?: [\w-]+="[^"]*")*>([^]*?)<\/script>/g)].map(
      ([, text = ""]) => text,
    );
    const hashes = scripts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
    const allowed = /script-src ([^;]*);/.exec(answer.headers.get("content-security-policy") ?? "")?.[1];
    expect(allowed).toBe(["'self'", ...hashes].join(" "));
    expect(await cachingOf(`${origin}/sw.js`)).toBe("no-cache");
  },
);
