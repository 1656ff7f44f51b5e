import type { StackAddresses } from "../stack/stack.ts";
import type { Login } from "./people.ts";

/** Signs in without a browser and gives the ID token that a browser would send; throws when refused. */
export async function idTokenOf(
  stack: StackAddresses,
  site: "admin" | "portal",
  who: Login,
): Promise<string> {
  const name = site === "admin" ? "signInAdmin" : "signInCustomer";
  const { result } = (await post(`${stack[site]}/api/${name}`, {
    data: { identifier: who.login, password: who.password },
  })) as { result?: { token?: string } };
  if (result?.token === undefined) throw new Error(`${who.login} was refused`);
  const exchanged = (await post(
    `http://127.0.0.1:${stack.ports.auth}/identitytoolkit.googleapis.com/v1/accounts:signInWithCustomToken?key=demo`,
    { token: result.token, returnSecureToken: true },
  )) as { idToken: string };
  return exchanged.idToken;
}

async function post(address: string, body: object): Promise<unknown> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return answer.json();
}
