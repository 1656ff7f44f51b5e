import { cleanup, configure } from "@solidjs/testing-library";
import { afterEach } from "vitest";

// A machine with much to do draws late; that is no mistake of the page.
configure({ asyncUtilTimeout: 10_000 });

// Every test leaves the page as it found it.
afterEach(cleanup);

// What a browser has and the test environment lacks.
globalThis.matchMedia ??= (query) =>
  Object.assign(new EventTarget(), {
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });
