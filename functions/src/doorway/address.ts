/**
 * The caller's address out of X-Forwarded-For: the entry that the outermost of our `proxies` trusted proxies wrote.
 * Entries further left are whatever the caller sent. A call that came past fewer proxies gives its leftmost entry.
 */
export function callerAddress(
  forwardedFor: string | undefined,
  peer: string | undefined,
  proxies: number,
): string {
  const entries = (forwardedFor ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  const entry = entries[Math.max(0, entries.length - 1 - proxies)] ?? peer ?? "";
  return normal(entry);
}

/**
 * What the limiter counts as one place: an IPv4 address, or the /56 that a provider gives one IPv6 customer (who can
 * choose freely within it).
 */
export function addressPrefix(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => "0"), ...right];
  const number = (at: number) => Number.parseInt(groups[at] ?? "0", 16) || 0;
  return (
    [number(0), number(1), number(2), number(3) & 0xff00].map((group) => group.toString(16)).join(":") +
    "::/56"
  );
}

// `::ffff:192.0.2.1` is an IPv4 caller on an IPv6 socket.
function normal(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  return (mapped?.[1] ?? address).slice(0, 64).toLowerCase();
}
