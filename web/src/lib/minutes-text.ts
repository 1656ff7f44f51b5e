/** For how long somebody has to wait, as people read it. */
export function minutesText(minutes: number): string {
  return minutes === 1 ? "one minute" : `${minutes} minutes`;
}
