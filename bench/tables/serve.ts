import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "vite";
import solid from "vite-plugin-solid";

/** Builds and serves the page of the tables, apart from everything else so that clocks in it are exact. */
export async function serveTables(): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const built = await build({
    configFile: false,
    root: import.meta.dirname,
    mode: "production",
    logLevel: "error",
    plugins: [solid()],
    build: { write: false, rolldownOptions: { input: "page.ts" }, modulePreload: { polyfill: false } },
  });
  if (!("output" in built)) throw new Error("The page of the tables was not built in one piece");
  const files = new Map(
    built.output.map((file) => [`/${file.fileName}`, "code" in file ? file.code : file.source]),
  );
  const scripts = [...files.keys()].filter((name) => name.endsWith(".js"));
  const styles = [...files.keys()].filter((name) => name.endsWith(".css"));
  const page = `<!doctype html><title>tables</title>${styles.map((href) => `<link rel="stylesheet" href="${href}">`).join("")}<body>${scripts.map((src) => `<script type="module" src="${src}"></script>`).join("")}`;
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? "");
    const type = request.url?.endsWith(".css") === true ? "text/css" : "text/javascript";
    response.writeHead(200, {
      "content-type": file === undefined ? "text/html" : type,
      // Isolated pages have clocks of five microseconds.
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    });
    response.end(file ?? page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
