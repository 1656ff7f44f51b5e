import type { Caller } from "../engine/api.ts";
import type { FirestoreService } from "../rpc/api.ts";
import type { Log } from "./status.ts";

/** What every wire needs: the service behind it, who a header speaks for, and where complaints go. */
export interface WireContext {
  readonly service: FirestoreService;
  /** The caller that an Authorization header (undefined: none) names. Throws FirestoreError UNAUTHENTICATED for a malformed one. */
  authenticate(authorization: string | undefined): Caller;
  readonly log: Log;
}
