const OCTET = /^(0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])$/;

/** True for an IPv4 or IPv6 address in its usual spelling (no zone, no prefix length). */
export function isIp(text: string): boolean {
  return isV4(text) || isV6(text);
}

function isV4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => OCTET.test(part));
}

function isV6(text: string): boolean {
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1);
  const v4Tail = last?.includes(".") === true;
  if (v4Tail && (!isV4(last) || text.endsWith("::"))) return false;
  const plain = v4Tail ? groups.slice(0, -1) : groups;
  const size = plain.length + (v4Tail ? 2 : 0);
  return (
    plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) && (halves.length === 2 ? size < 8 : size === 8)
  );
}
