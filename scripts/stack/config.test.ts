import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { localConfig, type FirebaseJson } from "./config.ts";
import { portsFrom } from "./ports.ts";

const production = JSON.parse(
  readFileSync(new URL("../../firebase.json", import.meta.url), "utf8"),
) as FirebaseJson;
const local = localConfig(production, portsFrom(4600));

test("the local copy of firebase.json differs from production in connect-src, HSTS, ports, the served copies and the portal’s address only", () => {
  const undone = {
    ...local,
    emulators: production.emulators,
    functions: local.functions.map((one, i) => ({ ...one, source: production.functions[i]?.source })),
    hosting: local.hosting.map((site, i) => ({
      ...site,
      public: production.hosting[i]?.public,
      redirects: production.hosting[i]?.redirects,
      headers: site.headers.map((rule, j) => ({
        ...rule,
        headers: production.hosting[i]?.headers[j]?.headers.flatMap((header) => {
          if (header.key === "Strict-Transport-Security") return [header];
          const here = rule.headers.find(({ key }) => key === header.key);
          return here === undefined
            ? []
            : [{ ...here, value: here.value.replaceAll(/ http:\/\/127\.0\.0\.1:\d+/g, "") }];
        }),
      })),
    })),
  };
  expect(undone).toEqual(production);
});

test("the admin site leads to the portal's own origin, here and in production", () => {
  const destinations = (config: FirebaseJson) =>
    config.hosting.flatMap(({ redirects }) => redirects.filter(({ source }) => source === "/portal"));
  expect(destinations(production)).toHaveLength(1);
  expect(destinations(local).map(({ destination }) => destination)).toEqual(["http://127.0.0.1:4605/"]);
});

test("every site in production sends the security headers on every path", () => {
  for (const site of production.hosting) {
    const everywhere =
      site.headers.find(({ source }) => source === "**")?.headers.map(({ key }) => key) ?? [];
    expect(everywhere).toEqual(
      expect.arrayContaining([
        "Content-Security-Policy",
        "Strict-Transport-Security",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
        "X-Frame-Options",
      ]),
    );
    const policy = site.headers[0]?.headers[0]?.value ?? "";
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|http:/);
    expect(policy).toContain("require-trusted-types-for 'script'");
  }
});

test("Google's map has a policy of its own, in a frame without an origin, and nothing of it reaches the other pages", () => {
  const admin = production.hosting.find(({ target }) => target === "admin");
  const rules = admin?.headers ?? [];
  const frame = new Map(
    rules.find(({ source }) => source === "/map-frame/**")?.headers.map(({ key, value }) => [key, value]),
  );
  const policy = frame.get("Content-Security-Policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  // Without allow-same-origin: Google's code reaches no storage and no document of ours.
  expect(/sandbox ([^;]*)/.exec(policy)?.[1]?.split(" ")).toEqual([
    "allow-scripts",
    "allow-popups",
    "allow-popups-to-escape-sandbox",
  ]);
  expect(/script-src ([^;]*)/.exec(policy)?.[1]).toBe(
    "'self' blob: https://maps.googleapis.com https://maps.gstatic.com",
  );
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toMatch(/unsafe-eval|http:/);
  expect(frame.get("X-Frame-Options")).toBe("SAMEORIGIN");
  // Later rules win: the frame's must stand behind those of every path.
  expect(rules.findIndex(({ source }) => source === "/map-frame/**")).toBeGreaterThan(
    rules.findIndex(({ source }) => source === "**"),
  );
  const everywhere = rules.find(({ source }) => source === "**")?.headers[0]?.value ?? "";
  expect(everywhere).not.toContain("google.com");
  expect(everywhere).toContain("frame-src 'self'");
});

test("what a deployment runs first are scripts that exist, and it builds the sites and the functions", () => {
  const { scripts } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  for (const part of [...production.functions, ...production.hosting]) {
    const asked = (part.predeploy ?? []).map((command) => /^npm run (\S+)$/.exec(command)?.[1] ?? command);
    expect(asked).toContain("build");
    expect(asked.filter((script) => scripts[script] === undefined)).toEqual([]);
  }
});
