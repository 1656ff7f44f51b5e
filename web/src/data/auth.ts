import { initializeApp, type FirebaseApp } from "firebase/app";
import {
  browserSessionPersistence,
  connectAuthEmulator,
  inMemoryPersistence,
  indexedDBLocalPersistence,
  initializeAuth,
  onIdTokenChanged,
  signInWithCustomToken,
  signOut,
  type Auth,
} from "firebase/auth";
import { makeCaller, type Caller } from "./calls.ts";
import type { SiteConfig } from "./config.ts";
import { isSharedComputer, rememberSignedIn } from "./device.ts";

/** Who is signed in on this site, as the token says. */
export interface SignedIn {
  readonly uid: string;
  readonly kind: "admin" | "customer";
  /** Session version the token carries. */
  readonly sv: number;
  /** Epoch milliseconds of the sign-in. */
  readonly since: number;
  /** Set when an administrator looks at the portal as the customer. */
  readonly actingFor?: { readonly admin: string; readonly until: number; readonly readOnly: boolean };
}

export interface Identity {
  readonly app: FirebaseApp;
  /** For what opens the same sign-in a second time. */
  readonly auth: () => Auth;
  readonly call: Caller;
  /** Tells who is signed in now and after every change; undefined for nobody. */
  watch(run: (who: SignedIn | undefined) => void): () => void;
  /** Enters with the token that a sign-in function gave. */
  enter(token: string): Promise<void>;
  /** Takes over at once what another tab stored; answers with the session version the token carries now. */
  follow(): Promise<number | undefined>;
  /**
   * Signs out. With `since`, the sign-in of that moment (epoch milliseconds): answers false and leaves everything as it
   * is when somebody signed in anew in another tab meanwhile.
   */
  leave(since?: number): Promise<boolean>;
}

function claim(claims: object, key: string): unknown {
  return Reflect.get(claims, key);
}

function readClaims(uid: string, claims: object, since: number): SignedIn | undefined {
  const kind = claim(claims, "kind");
  const sv = claim(claims, "sv");
  if ((kind !== "admin" && kind !== "customer") || typeof sv !== "number") return undefined;
  const admin = claim(claims, "imp");
  const until = claim(claims, "impExp");
  const acting =
    typeof admin === "string" && typeof until === "number"
      ? { actingFor: { admin, until, readOnly: claim(claims, "ro") === true } }
      : {};
  return { uid, kind, sv, since, ...acting };
}

/** Starts sign-in for one site. `name` keeps the identities of the sites apart in the browser's storage. */
export function startIdentity(config: SiteConfig, name: "admin" | "portal" | "portal-operator"): Identity {
  const app = initializeApp(config.firebase, name);
  // An operator's look at the portal ends with its tab and leaves a customer's own sign-in in this browser alone.
  const operator = name === "portal-operator";
  const auth: Auth = initializeAuth(app, {
    persistence: operator
      ? inMemoryPersistence
      : isSharedComputer()
        ? browserSessionPersistence
        : indexedDBLocalPersistence,
  });
  // By itself the SDK looks at its store now and then, in a hidden tab once a minute, and no public call makes it look.
  const look = async () => {
    const asked: unknown = Reflect.get(auth, "_onStorageEvent");
    if (typeof asked === "function") await Reflect.apply(asked, auth, []);
  };
  const remember = (signedIn: boolean) => {
    if (!operator) rememberSignedIn(signedIn);
  };
  if (config.emulators !== undefined) {
    const { host, auth: port } = config.emulators;
    connectAuthEmulator(auth, `http://${host}:${port}`, { disableWarnings: true });
  }
  return {
    app,
    auth: () => auth,
    call: makeCaller(async () => auth.currentUser?.getIdToken()),
    watch: (run) =>
      onIdTokenChanged(auth, (user) => {
        if (user === null) {
          remember(false);
          run(undefined);
          return;
        }
        user.getIdTokenResult().then(
          (result) => {
            const who = readClaims(user.uid, result.claims, Date.parse(result.authTime));
            remember(who !== undefined);
            run(who);
          },
          async (cause: unknown) => {
            // The account is gone, or its tokens were revoked; or nobody could be asked, and the last one stands.
            const kept = (await import("./kept-token.ts").catch(() => undefined))?.keptClaims(user, cause);
            run(kept && readClaims(user.uid, kept.claims, kept.since));
          },
        );
      }),
    async enter(token) {
      if (isSharedComputer() && !operator) await auth.setPersistence(browserSessionPersistence);
      else if (!operator) await auth.setPersistence(indexedDBLocalPersistence);
      await signInWithCustomToken(auth, token);
    },
    async follow() {
      await look();
      const sv = claim((await auth.currentUser?.getIdTokenResult())?.claims ?? {}, "sv");
      return typeof sv === "number" ? sv : undefined;
    },
    async leave(since) {
      if (since !== undefined) {
        await look();
        const stored = await auth.currentUser?.getIdTokenResult().catch(() => undefined);
        if (stored !== undefined && Date.parse(stored.authTime) > since) return false;
      }
      await signOut(auth);
      return true;
    },
  };
}
