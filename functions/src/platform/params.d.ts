/** Where the functions run; next to the database. */
export declare const REGION: import("firebase-functions/params").StringParam;
/** The zone in which days begin and end, until the settings page names another. */
export declare const TIME_ZONE: import("firebase-functions/params").StringParam;
/** The project's web API key: Firebase Auth asks for it when a password is checked. Not a secret. */
export declare const WEB_API_KEY: import("firebase-functions/params").StringParam;
/** How many proxies add themselves behind the caller's own entry in X-Forwarded-For. */
export declare const TRUSTED_PROXIES: import("firebase-functions/params").IntParam;
/** Lets an administrator run the day's jobs for a date of his choice; never in production. */
export declare const ALLOW_CHOSEN_DATE: import("firebase-functions/params").BooleanParam;
/** 32 random bytes in base64: seals the readable copies of portal passwords. */
export declare const PORTAL_PASSWORD_KEY: import("firebase-functions/params").SecretParam;
