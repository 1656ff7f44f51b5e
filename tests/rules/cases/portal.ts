import type { Case } from "../attempt.ts";
import { getting } from "../attempt.ts";
import { twins } from "./twins.ts";

const session = (uid: string, partner: string, permissions: readonly string[] = []) => ({
  [`sessions/${uid}`]: { open: true, sv: 3, partner, permissions },
});

export const PORTAL_CASES: readonly Case[] = [
  ...twins(
    "customer c1",
    [
      ["his own portal", getting("portal/c1")],
      ["his partner's look", getting("portalConfig/A")],
    ],
    [
      ["another's portal", getting("portal/c2")],
      ["another partner's look", getting("portalConfig/B")],
      ["his own record", getting("customers/c1")],
      ["comments about him", getting("customers/c1/comments/m1")],
      ["his history", getting("customers/c1/activity/e1")],
      [
        "his portal after a move to another partner that his session has not followed",
        getting("portal/c1"),
        { "portal/c1": { partnerId: "B" } },
      ],
    ],
  ),
  ...twins(
    "an operator as c1",
    [
      [
        "the portal, scoped to the customer's partner",
        getting("portal/c1"),
        session("boss", "A", ["customers.view.loginAs"]),
      ],
    ],
    [
      [
        "the portal, scoped to another partner since",
        getting("portal/c1"),
        session("boss", "B", ["customers.view.loginAs"]),
      ],
      ["the portal, without the right since", getting("portal/c1"), session("boss", "*", ["customers.view"])],
      ["another's portal", getting("portal/c2")],
      ["the customer's record", getting("customers/c1")],
    ],
  ),
  // A token of a customer opens nothing of the staff's even where a session of that name would.
  ...twins(
    "boss",
    [
      [
        "a role with the right to administrators alone",
        getting("roles/manager"),
        session("boss", "*", ["administration.admins.view"]),
      ],
      [
        "a role with the right to roles alone",
        getting("roles/manager"),
        session("boss", "*", ["administration.roles"]),
      ],
    ],
    [["a role with neither", getting("roles/manager"), session("boss", "*", ["customers.view"])]],
  ),
];
