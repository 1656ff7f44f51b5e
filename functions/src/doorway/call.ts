import { holds } from "@trunkline/domain/admin/can";
import type { Permission } from "@trunkline/domain/admin/permissions";
import type { Call } from "@trunkline/domain/calls/call";
import type { Limited, NotAllowed } from "@trunkline/domain/calls/parts";
import { onCall, type CallableRequest } from "firebase-functions/https";
import { TRUSTED_PROXIES } from "../platform/params.ts";
import { platform, type Platform } from "../platform/platform.ts";
import { callerAddress } from "./address.ts";
import { takeTurn } from "./frequency.ts";
import { asHttpsError, badInput, notAllowed, notForYou } from "./errors.ts";
import {
  adminCaller,
  callerOf,
  customerCaller,
  type AdminCaller,
  type CustomerCaller,
  type SignedInCaller,
  type Token,
} from "./who.ts";

/** A request as the doors see it: the verified token, the raw input, the caller's address. */
export interface Asked {
  readonly token: Token | undefined;
  readonly data: unknown;
  readonly address: string;
}

export type Door<Answer> = (platform: Platform, asked: Asked) => Promise<Answer>;
type Work<Caller, Input, Answer> = (platform: Platform, caller: Caller, input: Input) => Promise<Answer>;

/** What is done about a call that was refused for want of permission; the input if it is one the call takes. */
type Refused<Input> = (platform: Platform, caller: AdminCaller, input: Input | undefined) => Promise<void>;

interface AdminOptions<Input> {
  /**
   * Needs one of the permissions; whether this very record is within reach is decided by the work itself. Null: what
   * every administrator may do about himself.
   */
  readonly needs: Permission | readonly Permission[] | null;
  readonly refused?: Refused<Input>;
}

/*
 * One door per kind of caller: who, then the strict input, then how often, then the work, then the mapping of errors. A
 * handler never sees raw data and cannot forget a check.
 */

/** The door of administrators. Lacking the permission is answered `not-allowed`, as the calls declare it. */
export function adminDoor<Input, Answer>(
  declared: Call<Input, Answer>,
  needs: AdminOptions<Input>["needs"],
  work: Work<AdminCaller, Input, Answer>,
  refused?: Refused<Input>,
): Door<Answer | NotAllowed | Limited> {
  const anyOf = typeof needs === "string" ? [needs] : needs;
  return guarded<Answer | NotAllowed | Limited>(declared.name, async (platform, asked) => {
    const caller = await adminCaller(platform.db, asked.token, platform.clock(), asked.address);
    if (anyOf !== null && !anyOf.some((permission) => holds(caller.session, permission))) {
      await refused?.(platform, caller, declared.input.safeParse(asked.data).data);
      return notAllowed;
    }
    const input = inputOf(declared, asked.data);
    return (await takeTurn(platform, declared.name, caller.uid)) ?? work(platform, caller, input);
  });
}

/** The door of customers; an administrator who only looks on may not act. */
export function customerDoor<Input, Answer>(
  declared: Call<Input, Answer>,
  work: Work<CustomerCaller, Input, Answer>,
): Door<Answer | Limited> {
  return guarded<Answer | Limited>(declared.name, async (platform, asked) => {
    const caller = await customerCaller(platform.db, asked.token, platform.clock(), asked.address);
    if (caller.as?.readOnly === true) throw notForYou();
    const input = inputOf(declared, asked.data);
    return (await takeTurn(platform, declared.name, caller.uid)) ?? work(platform, caller, input);
  });
}

/** The door of everybody who is signed in. */
export function signedInDoor<Input, Answer>(
  declared: Call<Input, Answer>,
  work: Work<SignedInCaller, Input, Answer>,
): Door<Answer> {
  return guarded(declared.name, async (platform, asked) => {
    const caller = await callerOf(platform.db, asked.token, platform.clock(), asked.address);
    return work(platform, caller, inputOf(declared, asked.data));
  });
}

/** Somebody we know nothing of; his token, if any, is genuine, but his session was not looked at. */
export interface PublicCaller {
  readonly address: string;
  readonly token: Token | undefined;
}

/** The door of everybody; what stands behind it has its own limiter. */
export function publicDoor<Input, Answer>(
  declared: Call<Input, Answer>,
  work: Work<PublicCaller, Input, Answer>,
): Door<Answer> {
  return guarded(declared.name, (platform, asked) =>
    work(platform, { address: asked.address, token: asked.token }, inputOf(declared, asked.data)),
  );
}

function guarded<Answer>(name: string, door: Door<Answer>): Door<Answer> {
  return async (platform, asked) => {
    try {
      return await door(platform, asked);
    } catch (cause) {
      throw asHttpsError(cause, platform.log, name);
    }
  };
}

function inputOf<Input, Answer>(declared: Call<Input, Answer>, data: unknown): Input {
  const parsed = declared.input.safeParse(data);
  if (!parsed.success) throw badInput(parsed.error.issues);
  return parsed.data;
}

/** A callable for administrators. */
export function adminCall<Input, Answer>(
  declared: Call<Input, Answer>,
  { needs, refused }: AdminOptions<Input>,
  work: Work<AdminCaller, Input, Answer>,
) {
  return callable(adminDoor(declared, needs, work, refused));
}

/** A callable for customers. */
export function customerCall<Input, Answer>(
  declared: Call<Input, Answer>,
  work: Work<CustomerCaller, Input, Answer>,
) {
  return callable(customerDoor(declared, work));
}

/** A callable for everybody who is signed in. */
export function signedInCall<Input, Answer>(
  declared: Call<Input, Answer>,
  work: Work<SignedInCaller, Input, Answer>,
) {
  return callable(signedInDoor(declared, work));
}

/** A callable for everybody. */
export function publicCall<Input, Answer>(
  declared: Call<Input, Answer>,
  work: Work<PublicCaller, Input, Answer>,
) {
  return callable(publicDoor(declared, work));
}

// Region, memory and secrets are those of the site's function, which these are called by. Pages call on their own
// origin, so there is no cross-origin request to allow.
function callable<Answer>(door: Door<Answer>) {
  return onCall({ cors: false }, async (request) => door(await platform(), askedOf(request)));
}

function askedOf(request: CallableRequest<unknown>): Asked {
  const { auth, data, rawRequest } = request;
  const forwarded = rawRequest.headers["x-forwarded-for"];
  return {
    token: auth === undefined ? undefined : { uid: auth.uid, claims: auth.token },
    data,
    address: callerAddress(
      Array.isArray(forwarded) ? forwarded.join(",") : forwarded,
      rawRequest.socket.remoteAddress,
      TRUSTED_PROXIES.value(),
    ),
  };
}
