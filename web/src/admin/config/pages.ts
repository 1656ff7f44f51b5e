import type { Workspace } from "../workspace.tsx";
import { maySee, type Area } from "./access.tsx";

interface ConfigPage {
  readonly area: Area;
  readonly href: string;
  readonly title: string;
  readonly text: string;
}

export interface ConfigSection {
  readonly title: string;
  readonly pages: readonly ConfigPage[];
}

const SECTIONS: readonly ConfigSection[] = [
  {
    title: "Main",
    pages: [
      {
        area: "customers",
        href: "/config/customers",
        title: "Customers",
        text: "How portal logins and passwords are made and shown; defaults of the add form, page and search.",
      },
      {
        area: "customers",
        href: "/config/comments",
        title: "Comments",
        text: "Types and categories of comments, with their icons and colours.",
      },
      {
        area: "system",
        href: "/config/maps",
        title: "Maps",
        text: "What draws the map of a customer, Google's key, and what a map shows first.",
      },
    ],
  },
  {
    title: "Portal",
    pages: [
      {
        area: "customers",
        href: "/config/portal-sign-in",
        title: "Sign-in",
        text: "By what customers sign in to their portal: their login or their first e-mail address.",
      },
      {
        area: "system",
        href: "/config/portal-fields",
        title: "Additional attributes in profile",
        text: "Which of your own fields customers see in their portal, and which they can change there.",
      },
    ],
  },
  {
    title: "System",
    pages: [
      {
        area: "system",
        href: "/config/labels",
        title: "Labels",
        text: "Coloured words that customers carry, to filter by and to decide which plans they can order.",
      },
      {
        area: "system",
        href: "/config/fields",
        title: "Additional fields",
        text: "Your own fields on the customer's page, the add form, the list and the portal.",
      },
    ],
  },
  {
    title: "Tools",
    pages: [
      {
        area: "tools",
        href: "/config/restore",
        title: "Restore deleted customers",
        text: "Find a customer who was deleted and bring the record back with its ID, as Inactive.",
      },
    ],
  },
];

/** The pages of the configuration that this person may open, in their sections. */
export function configSections(workspace: Workspace): readonly ConfigSection[] {
  return SECTIONS.map((section) => ({
    ...section,
    pages: section.pages.filter(({ area }) => maySee(workspace, area)),
  })).filter(({ pages }) => pages.length > 0);
}
