import type { Ring } from "./atlas.ts";

type Points = Pick<Ring, "xs" | "ys">;

/**
 * The part of an outline around the screen, cut along a frame one screen outside of it (Sutherland and Hodgman). Near
 * houses a country is millions of pixels wide, more than a canvas counts exactly.
 */
export function clipped(ring: Points, left: number, top: number, width: number, height: number): Points {
  let points = ring;
  points = cut(points, true, left - width, true);
  points = cut(points, true, left + 2 * width, false);
  points = cut(points, false, top - height, true);
  return cut(points, false, top + 2 * height, false);
}

/** What lies on one side of a vertical (`alongX`) or horizontal line. */
function cut({ xs, ys }: Points, alongX: boolean, limit: number, above: boolean): Points {
  const keptX: number[] = [];
  const keptY: number[] = [];
  const count = xs.length;
  const values = alongX ? xs : ys;
  const isIn = (value: number) => (above ? value >= limit : value <= limit);
  for (let index = 0; index < count; index += 1) {
    const next = (index + 1) % count;
    const [a, b] = [values[index] ?? 0, values[next] ?? 0];
    const [ax, ay, bx, by] = [xs[index] ?? 0, ys[index] ?? 0, xs[next] ?? 0, ys[next] ?? 0];
    if (isIn(a)) {
      keptX.push(ax);
      keptY.push(ay);
    }
    if (isIn(a) !== isIn(b)) {
      const part = (limit - a) / (b - a);
      keptX.push(alongX ? limit : ax + (bx - ax) * part);
      keptY.push(alongX ? ay + (by - ay) * part : limit);
    }
  }
  return { xs: Float64Array.from(keptX), ys: Float64Array.from(keptY) };
}
