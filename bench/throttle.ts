import type { CDPSession, Page } from "playwright-core";

/** The line and the device that loading is measured on (quality-goals §0.4): 1.6 Mbit/s, 150 ms, a quarter of the processor. */
export async function slow(page: Page): Promise<CDPSession> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  return devtools;
}

/** What arrived over the wire since the last navigation, heads included. */
export interface Arrived {
  /** Bytes of everything that was complete so many milliseconds after the navigation began. */
  within(milliseconds: number): number;
  /** Bytes of everything that was asked for before an address that matches: what a page is, without what it fetches ahead. */
  before(address: RegExp): number;
}

export function countBytes(devtools: CDPSession): Arrived {
  let began = 0;
  let asked: { readonly id: string; readonly url: string }[] = [];
  let arrived = new Map<string, { readonly at: number; readonly bytes: number }>();
  devtools.on("Network.requestWillBeSent", ({ type, timestamp, redirectResponse, requestId, request }) => {
    if (type === "Document" && redirectResponse === undefined) {
      began = timestamp;
      asked = [];
      arrived = new Map();
    }
    asked.push({ id: requestId, url: request.url });
  });
  devtools.on("Network.loadingFinished", ({ requestId, timestamp, encodedDataLength }) =>
    arrived.set(requestId, { at: (timestamp - began) * 1000, bytes: encodedDataLength }),
  );
  return {
    before(address) {
      const ahead = asked.findIndex(({ url }) => address.test(url));
      return asked
        .slice(0, ahead < 0 ? asked.length : ahead)
        .reduce((sum, { id }) => sum + (arrived.get(id)?.bytes ?? 0), 0);
    },
    within: (milliseconds) =>
      [...arrived.values()].reduce((sum, { at, bytes }) => (at <= milliseconds ? sum + bytes : sum), 0),
  };
}
