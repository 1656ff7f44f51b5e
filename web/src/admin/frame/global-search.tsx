import { createEffect, type Component } from "solid-js";
import { useNavigate } from "@solidjs/router";
import { COMMENT_FIELD } from "@trunkline/domain/list/fields";
import type { Hit } from "@trunkline/domain/search/hit";
import { Palette, type PaletteItem } from "../../ui/palette.tsx";
import { configSections } from "../config/pages.ts";
import { StatusBadge } from "../customers/status-badge.tsx";
import { createCustomerSearch } from "../search/create-customer-search.ts";
import { useWorkspace } from "../workspace.tsx";

const among = (query: string) => AMONG.exec(query)?.[1]?.toLowerCase();

interface GlobalSearchProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onHelp: () => void;
  /** What was typed while it was on its way. */
  readonly typed?: () => string;
}

/** `@customers: text` looks among customers only, and so on; `@` lists what can be looked among (14 §4.2). */
const AMONG = /^\s*@(customers|comments|pages):\s*/i;

/** Fewer letters stand in comments of nearly everybody. */
const FEWEST_OF_A_COMMENT = 3;

/** Opens customers by any part of them, and pages and actions by their name. */
export const GlobalSearch: Component<GlobalSearchProps> = (props) => {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const customers = createCustomerSearch();
  const mayOpen = () => workspace.may("customers.view") || workspace.may("customers.view.own");
  createEffect(() => {
    // Also again when the names of the partners came after the box was opened.
    if (props.open) customers.load();
  });

  const page = (label: string, href: string, keys?: string): PaletteItem => ({
    id: href,
    group: "Pages",
    label,
    ...(keys === undefined ? {} : { keys }),
    run: () => navigate(href),
  });
  const pages = (): readonly PaletteItem[] => {
    const maySearch = workspace.searches();
    return [
      ...(workspace.may("customers.list") || workspace.may("customers.list.own")
        ? [page("Customers", "/customers")]
        : []),
      ...(workspace.may("customers.add") ? [page("Add a customer", "/customers/add", "N")] : []),
      ...(maySearch ? [page("Search customers", "/customers/search")] : []),
      ...(workspace.may("administration.logs")
        ? [
            page("Logs: changes of statuses", "/administration/logs/statuses"),
            page("Logs: planned changes", "/administration/logs/planned"),
          ]
        : []),
      ...configSections(workspace).flatMap((section) =>
        section.pages.map(({ title, href }) => page(`Config / ${section.title} / ${title}`, href)),
      ),
      page("My profile: security", "/profile/security"),
      { id: "keys", group: "Actions", label: "Show all keys", keys: "?", run: () => props.onHelp() },
    ];
  };
  // One and the same for one hit, so that its row is not drawn again.
  const itemsOf = new WeakMap<Hit, PaletteItem>();
  const itemOf = (hit: Hit): PaletteItem => {
    const item = itemsOf.get(hit) ?? newItem(hit);
    itemsOf.set(hit, item);
    return item;
  };
  const newItem = (hit: Hit): PaletteItem => {
    return {
      id: `customer-${hit.number}`,
      group: "Customers",
      label: hit.name.text,
      ranges: hit.name.ranges,
      known: `(${hit.login.text} - ${hit.number})`,
      knownRanges: hit.login.ranges.map(([from, to]) => [from + 1, to + 1] as const),
      ...(hit.detail === null ? {} : { detail: hit.detail.text, detailRanges: hit.detail.ranges }),
      badge: () => <StatusBadge status={hit.status} />,
      run: () => navigate(`/customers/${hit.number}`),
    };
  };
  /** While the index is not there, an ID still opens its customer. */
  const byNumber = (wanted: string): readonly PaletteItem[] => {
    const number = /^#?(\d{1,9})$/.exec(wanted)?.[1];
    if (number === undefined || customers.note() === undefined || customers.hits().length > 0) return [];
    return [
      {
        id: `customer-${number}`,
        group: "Customers",
        label: `Customer #${number}`,
        run: () => navigate(`/customers/${number}`),
      },
    ];
  };
  // Comments are for those who may open every customer; the list looks through them (14 §4.1.10).
  const mayLookThrough = () => workspace.searches() && workspace.may("customers.view");
  const inComments = (typed: string): readonly PaletteItem[] => {
    const words = typed.replace(AMONG, "").trim();
    if (!mayLookThrough() || words.length < FEWEST_OF_A_COMMENT || words.startsWith("#")) return [];
    return [
      {
        id: "comments",
        group: "Comments",
        label: `Customers with “${words}” in a comment`,
        // Who looks among comments asked for just this.
        elsewhere: among(typed) === undefined,
        run: () => navigate(`/customers?${new URLSearchParams({ [COMMENT_FIELD.key]: words }).toString()}`),
      },
    ];
  };
  /** What can be looked among, as far as it is typed; an @ that begins something else, as part of an address, is none. */
  const kinds = (query: string): readonly PaletteItem[] => {
    const typed = query.trim().toLowerCase();
    if (!typed.startsWith("@")) return [];
    return [...(mayOpen() ? ["customers"] : []), ...(mayLookThrough() ? ["comments"] : []), "pages"]
      .map((kind) => `@${kind}:`)
      .filter((kind) => kind !== typed && kind.startsWith(typed))
      .map((kind) => ({
        id: kind,
        group: "Look among",
        label: kind,
        fills: `${kind} `,
        run: () => undefined,
      }));
  };
  const find = (query: string): readonly PaletteItem[] => {
    const offered = kinds(query);
    if (offered.length > 0) return offered;
    const wanted = query.replace(AMONG, "").trim().toLocaleLowerCase();
    const only = among(query);
    const wants = (kind: string) => only === undefined || only === kind;
    return [
      ...(mayOpen() && wants("customers") ? [...customers.hits().map(itemOf), ...byNumber(wanted)] : []),
      ...(wants("pages") ? pages().filter((item) => item.label.toLocaleLowerCase().includes(wanted)) : []),
      ...(wants("comments") ? inComments(query) : []),
    ];
  };
  const askedOfCustomers = (query: string) => {
    const only = among(query);
    return kinds(query).length > 0 || (only !== undefined && only !== "customers")
      ? ""
      : query.replace(AMONG, "");
  };
  return (
    <Palette
      open={props.open}
      onClose={() => props.onClose()}
      placeholder="Customer, page or action"
      typed={props.typed}
      find={find}
      onQuery={(query) => customers.ask(askedOfCustomers(query))}
      busy={customers.busy()}
      nothing={(query) =>
        among(query) === undefined
          ? `No customer, page or action has “${query.trim()}”.`
          : `Nothing found for “${query.trim()}”.`
      }
      note={
        workspace.searches() ? customers.note() : "You may not search customers. Pages and actions are found."
      }
    />
  );
};
