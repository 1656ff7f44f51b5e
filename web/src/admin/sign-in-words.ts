/** What the sign-in page of the administration says; also before any script has come. */
export const SIGN_IN = {
  title: "Trunkline",
  subtitle: "Administration",
  identifierLabel: "Login or e-mail",
} as const;
