import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";
import { toUnit, MAX_LATITUDE, type Point } from "@trunkline/domain/geo/mercator";
import address from "world-atlas/countries-50m.json?url";

/** One outline in the unit square of the projection; its x may lie beside the square, never torn at the date line. */
export interface Ring {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A country: the outlines of its lands, and where its name stands. */
export interface Country {
  readonly name: string;
  readonly rings: readonly Ring[];
  readonly label: Point;
  /** Width of its largest land, as part of the world's: a name is shown where there is room for it. */
  readonly width: number;
}

type Position = readonly number[];

/** An outline as the projection's points. One that goes round a pole is closed along the map's edge. */
export function ringOf(positions: readonly Position[]): Ring {
  const xs: number[] = [];
  const ys: number[] = [];
  let before: number | undefined;
  for (const [lng = 0, lat = 0] of positions) {
    // Natural Earth's outlines jump from 180 to −180; the point that is meant is the nearest of the copies.
    const near = before === undefined ? lng : lng - 360 * Math.round((lng - before) / 360);
    before = near;
    const { x, y } = toUnit({ lat, lng: near });
    xs.push(x);
    ys.push(y);
  }
  const first = xs[0] ?? 0;
  const last = xs.at(-1) ?? 0;
  if (Math.abs(last - first) > 0.5) {
    const edge = toUnit({ lat: (positions[0]?.[1] ?? 0) < 0 ? -MAX_LATITUDE : MAX_LATITUDE, lng: 0 }).y;
    xs.push(last, first);
    ys.push(edge, edge);
  }
  return {
    xs: Float64Array.from(xs),
    ys: Float64Array.from(ys),
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}

/** The countries of a topology in the form of the world-atlas package. */
export function countriesOf(topology: Topology): readonly Country[] {
  const object = topology.objects["countries"];
  if (object === undefined) throw new Error("The outlines hold no countries");
  const found = feature(topology, object);
  const features = found.type === "FeatureCollection" ? found.features : [found];
  return features.flatMap(({ geometry, properties }) => {
    const polygons: readonly (readonly (readonly Position[])[])[] =
      geometry.type === "Polygon"
        ? [geometry.coordinates]
        : geometry.type === "MultiPolygon"
          ? geometry.coordinates
          : [];
    const rings = polygons.flat().map(ringOf);
    const largest = rings.reduce<Ring | undefined>(
      (a, b) => (a !== undefined && area(a) >= area(b) ? a : b),
      undefined,
    );
    if (largest === undefined) return [];
    const name: unknown = properties?.["name"];
    return {
      name: typeof name === "string" ? name : "",
      rings,
      label: { x: (largest.left + largest.right) / 2, y: (largest.top + largest.bottom) / 2 },
      width: largest.right - largest.left,
    };
  });
}

function area({ left, right, top, bottom }: Ring): number {
  return (right - left) * (bottom - top);
}

let loading: Promise<readonly Country[]> | undefined;

/** The outlines of the world's countries; fetched at the first map, from our own site. */
export function loadAtlas(): Promise<readonly Country[]> {
  loading ??= fetchAtlas().catch((cause: unknown) => {
    loading = undefined;
    throw cause;
  });
  return loading;
}

async function fetchAtlas(): Promise<readonly Country[]> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The outlines answered ${response.status}`);
  return countriesOf((await response.json()) as Topology);
}
