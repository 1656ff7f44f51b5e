import { myMentions, myOpenTodos, type Reached } from "@trunkline/domain/queries";
import type { PartnerScope } from "@trunkline/domain/admin/session";
import type { AdminId, PartnerId } from "@trunkline/domain/ids/ids";
import type { Instant } from "@trunkline/domain/time/instant";
import type { Case } from "../attempt.ts";
import { listing } from "../attempt.ts";
import { DUE } from "../world.ts";
import { twins } from "./twins.ts";

const endOfTomorrow = (DUE.getTime() + 86_400_000) as Instant;
const todosOf = (scope: PartnerScope, admin: AdminId, reach: Reached = "all") =>
  myOpenTodos(scope, reach, admin, endOfTomorrow, 10);
const mentioning = (scope: PartnerScope, admin: AdminId, reach: Reached = "all") =>
  myMentions(scope, reach, admin, 20);

const lists: readonly Case[] = twins(
  "manager",
  [
    ["his own open to-dos", listing(todosOf("A" as PartnerId, "manager" as AdminId))],
    ["what names him", listing(mentioning("A" as PartnerId, "manager" as AdminId))],
  ],
  [
    ["a colleague's open to-dos", listing(todosOf("A" as PartnerId, "boss" as AdminId))],
    ["his own to-dos of another partner", listing(todosOf("B" as PartnerId, "manager" as AdminId))],
    ["his own to-dos without naming a partner", listing(todosOf("*", "manager" as AdminId))],
    ["what names a colleague", listing(mentioning("A" as PartnerId, "boss" as AdminId))],
    ["what names him in another partner", listing(mentioning("B" as PartnerId, "manager" as AdminId))],
    ["what names him without naming a partner", listing(mentioning("*", "manager" as AdminId))],
    [
      "everything assigned to him, whatever its state",
      listing({
        ...todosOf("A" as PartnerId, "manager" as AdminId),
        where: [
          ["partnerId", "==", "A"],
          ["assignee", "==", "manager"],
        ],
      }),
    ],
    [
      "all comments of all customers",
      listing({
        collection: "comments",
        group: true,
        where: [["partnerId", "==", "A"]],
        orderBy: [],
        limit: 10,
      }),
    ],
    [
      "all activity of all customers",
      listing({
        collection: "activity",
        group: true,
        where: [["partnerId", "==", "A"]],
        orderBy: [],
        limit: 10,
      }),
    ],
  ],
);

/** A role that sees only what it added itself: naming him elsewhere opens nothing to him. */
const creator = "creator" as AdminId;
const ofHisOwn: readonly Case[] = twins(
  "creator",
  [
    ["his open to-dos at his own customers", listing(todosOf("*", creator, "own"))],
    ["what names him at his own customers", listing(mentioning("*", creator, "own"))],
  ],
  [
    ["his open to-dos at anybody's customers", listing(todosOf("*", creator))],
    ["what names him at anybody's customers", listing(mentioning("*", creator))],
    [
      "what names him at a colleague's customers",
      listing({
        ...mentioning("*", creator),
        where: [
          ["addedBy", "==", "boss"],
          ["mentions", "array-contains", creator],
        ],
      }),
    ],
    [
      "what names a colleague at his own customers",
      listing({
        ...mentioning("*", creator),
        where: [
          ["addedBy", "==", creator],
          ["mentions", "array-contains", "boss"],
        ],
      }),
    ],
  ],
);

/** What is found among the comments of all customers. */
export const COMMENT_LISTS: readonly Case[] = [...lists, ...ofHisOwn];
