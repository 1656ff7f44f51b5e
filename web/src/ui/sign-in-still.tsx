import { renderToString } from "solid-js/web";
import { SignInForm, type SignInWords } from "./sign-in.tsx";

/**
 * The sign-in form as it stands in the page before any script has come; made when the site is built. No form yet:
 * pressed too early it must not send what was typed anywhere.
 */
export function signInStill(words: SignInWords): string {
  const html = renderToString(() => <SignInForm {...words} onSubmit={() => new Promise(() => {})} />);
  return html.replace("<form", "<div").replace("</form>", "</div>").replace("<input ", "<input autofocus ");
}
