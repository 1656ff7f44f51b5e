/** One chunk of a WebChannel response: its length in UTF-16 code units, then the JSON. */
export function frame(json: string): string {
  return `${json.length}\n${json}`;
}
