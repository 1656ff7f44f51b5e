import {
  Timestamp,
  collection,
  collectionGroup,
  limit,
  orderBy,
  query,
  where,
  type Firestore,
  type Query,
} from "firebase/firestore";
import type { Moment, QuerySpec } from "@trunkline/domain/queries";

const isMoment = (value: unknown): value is Moment =>
  typeof value === "object" && value !== null && "instant" in value;

/** A query that the domain names, as the SDK's. */
export function asked(db: Firestore, spec: QuerySpec): Query {
  const from = spec.group === true ? collectionGroup(db, spec.collection) : collection(db, spec.collection);
  return query(
    from,
    ...spec.where.map(([field, op, value]) =>
      where(field, op, isMoment(value) ? Timestamp.fromMillis(value.instant) : value),
    ),
    ...spec.orderBy.map(([field, direction]) => orderBy(field, direction)),
    limit(spec.limit),
  );
}
