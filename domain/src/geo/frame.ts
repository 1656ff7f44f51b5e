import * as z from "zod/mini";

/*
 * What the page and the frame with Google's map say to each other. Google's code runs in a frame without an origin; it
 * gets coordinates, colours and the address that is looked for, and nothing else of a customer. Each side reads what
 * comes with the parsers below: what has another shape is no message.
 */

const place = z.strictObject({
  lat: z.number().check(z.minimum(-90), z.maximum(90)),
  lng: z.number().check(z.minimum(-180), z.maximum(180)),
});
const view = z.strictObject({
  lat: z.number().check(z.minimum(-90), z.maximum(90)),
  lng: z.number().check(z.minimum(-180), z.maximum(180)),
  zoom: z.number().check(z.minimum(0), z.maximum(30)),
});
const colour = z.string().check(z.regex(/^(#[0-9a-f]{6}|rgb\(\d{1,3}, \d{1,3}, \d{1,3}\))$/));
const request = z.int().check(z.minimum(1));

const ToFrame = z.discriminatedUnion("kind", [
  /** The first message; another one builds the map anew. */
  z.strictObject({
    kind: z.literal("start"),
    key: z.string().check(z.maxLength(100)),
    mapId: z.string().check(z.maxLength(64)),
    language: z.string().check(z.maxLength(35)),
    dark: z.boolean(),
    /** Takes the wheel and fingers from the page around it. */
    greedy: z.boolean(),
    view,
  }),
  z.strictObject({ kind: z.literal("marker"), place: z.nullable(place), colour, movable: z.boolean() }),
  z.strictObject({ kind: z.literal("view"), view }),
  z.strictObject({ kind: z.literal("find"), request, address: z.string().check(z.maxLength(500)) }),
]);
export type ToFrame = Readonly<z.output<typeof ToFrame>>;

/** Why a map does not come: Google cannot be reached, it refuses the key, or something else broke. */
export const FRAME_FAILURES = ["unreachable", "key", "broken"] as const;
export type FrameFailure = (typeof FRAME_FAILURES)[number];

const FromFrame = z.discriminatedUnion("kind", [
  /** The frame's script runs and waits for `start`. */
  z.strictObject({ kind: z.literal("hello") }),
  z.strictObject({ kind: z.literal("ready") }),
  z.strictObject({ kind: z.literal("failed"), why: z.enum(FRAME_FAILURES) }),
  z.strictObject({ kind: z.literal("view"), view }),
  /** The person clicked there, or moved the marker there. */
  z.strictObject({ kind: z.literal("placed"), place }),
  /** Null: no such address. */
  z.strictObject({ kind: z.literal("found"), request, place: z.nullable(place) }),
  /** The search itself failed. */
  z.strictObject({ kind: z.literal("not-found"), request, why: z.enum(["refused", "limit", "broken"]) }),
]);
export type FromFrame = Readonly<z.output<typeof FromFrame>>;

/** A message for the frame, or undefined. */
export function readToFrame(data: unknown): ToFrame | undefined {
  const parsed = ToFrame.safeParse(data);
  return parsed.success ? parsed.data : undefined;
}

/** A message of the frame, or undefined. */
export function readFromFrame(data: unknown): FromFrame | undefined {
  const parsed = FromFrame.safeParse(data);
  return parsed.success ? parsed.data : undefined;
}

/** How far the frame is; what failed once stays failed until it is opened anew. */
export type FramePhase = "loading" | "starting" | "ready" | FrameFailure;

/** The phase after a message. A late refusal of the key counts also when the map stood already. */
export function afterMessage(phase: FramePhase, message: FromFrame): FramePhase {
  if (phase === "unreachable" || phase === "key" || phase === "broken") return phase;
  switch (message.kind) {
    case "hello":
      return "starting";
    case "ready":
      return phase === "starting" ? "ready" : phase;
    case "failed":
      return message.why;
    default:
      return phase;
  }
}

/** The phase when nothing more is waited for. */
export function afterWaiting(phase: FramePhase): FramePhase {
  return phase === "loading" || phase === "starting" ? "unreachable" : phase;
}
