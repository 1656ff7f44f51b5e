import type { Case } from "./attempt.ts";
import { CUSTOMER_PLACES } from "./places/customers.ts";
import { OFFICE_PLACES } from "./places/office.ts";
import { OWN_PLACES } from "./places/own.ts";
import type { Place } from "./policy.ts";
import { nobody, readOnly } from "./policy.ts";
import { CLOSED, PEOPLE } from "./world.ts";

const PLACES: readonly Place[] = [
  ...CUSTOMER_PLACES,
  ...OFFICE_PLACES,
  ...OWN_PLACES,
  ...CLOSED.map((path) => readOnly(path, path, nobody, nobody)),
];

const OPERATIONS = ["get", "list", "create", "update", "delete"] as const;

/** Every place × everybody × the five operations. */
export const MATRIX: readonly Case[] = PLACES.flatMap((place) =>
  Object.entries(PEOPLE).flatMap(([name, somebody]) =>
    OPERATIONS.map((operation) => {
      const [attempt, may] = place[operation];
      return {
        name: `${operation} ${place.name}`,
        who: name,
        attempt: attempt(somebody),
        allowed: may(somebody),
      };
    }),
  ),
);
