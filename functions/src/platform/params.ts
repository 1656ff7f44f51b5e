import { defineBoolean, defineInt, defineSecret, defineString } from "firebase-functions/params";

/** Where the functions run; next to the database. */
export const REGION = defineString("REGION", { default: "europe-west3" });
/** The zone in which days begin and end, until the settings page names another. */
export const TIME_ZONE = defineString("TIME_ZONE", { default: "Etc/UTC" });
/** The project's web API key: Firebase Auth asks for it when a password is checked. Not a secret. */
export const WEB_API_KEY = defineString("WEB_API_KEY", { default: "" });
/** How many proxies add themselves behind the caller's own entry in X-Forwarded-For. */
export const TRUSTED_PROXIES = defineInt("TRUSTED_PROXIES", { default: 1 });
/** Lets an administrator run the day's jobs for a date of his choice; never in production. */
export const ALLOW_CHOSEN_DATE = defineBoolean("ALLOW_CHOSEN_DATE", { default: false });
/** Instances of each site's function kept warm, at the price of an idle machine each. */
export const MIN_INSTANCES = defineInt("MIN_INSTANCES", { default: 0 });
/** 32 random bytes in base64: seals the readable copies of portal passwords and the secrets of authenticator apps. */
export const PORTAL_PASSWORD_KEY = defineSecret("PORTAL_PASSWORD_KEY");
