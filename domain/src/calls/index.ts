export * from "./call.ts";
export * from "./parts.ts";
export * from "./identity.ts";
export * from "./customers.ts";
export * from "./settings.ts";
export * from "./admins.ts";
export * from "./portal.ts";
export * from "./jobs.ts";
