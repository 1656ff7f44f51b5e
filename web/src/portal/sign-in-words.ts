/** What the sign-in page of the portal says; also before any script has come. */
export const SIGN_IN = {
  title: "Customer portal",
  subtitle: "Sign in to see your account",
  identifierLabel: "Login",
} as const;
