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

/** Counts what arrives over the wire, heads included. */
export function countBytes(devtools: CDPSession): { taken(): number } {
  let bytes = 0;
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  return {
    taken() {
      const sum = bytes;
      bytes = 0;
      return sum;
    },
  };
}
