/** The ordinary world, but with these permissions in the session of the reader. */
export function readerMay(permissions: readonly string[], partner = "*") {
  return { "sessions/reader": { open: true, sv: 3, partner, permissions } };
}
