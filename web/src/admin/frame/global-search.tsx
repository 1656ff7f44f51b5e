import { createEffect, type Component } from "solid-js";
import { useNavigate } from "@solidjs/router";
import type { Hit } from "@trunkline/domain/search/hit";
import { Palette, type PaletteItem } from "../../ui/palette.tsx";
import { configSections } from "../config/pages.ts";
import { StatusBadge } from "../customers/status-badge.tsx";
import { createCustomerSearch } from "../search/create-customer-search.ts";
import { useWorkspace } from "../workspace.tsx";

interface GlobalSearchProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onHelp: () => void;
}

/** `@customers: text` looks among customers only (14 §4.2). */
const CUSTOMERS_ONLY = /^\s*@customers:\s*/i;

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
    const maySearch = workspace.may("customers.search") && workspace.may("customers.list");
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
  const itemOf = (hit: Hit): PaletteItem => {
    const id = ` (${hit.login.text} - ${hit.number})`;
    const offset = hit.name.text.length + 2;
    return {
      id: `customer-${hit.number}`,
      group: "Customers",
      label: hit.name.text + id,
      ranges: [
        ...hit.name.ranges,
        ...hit.login.ranges.map(([from, to]) => [from + offset, to + offset] as const),
      ],
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
  const find = (query: string): readonly PaletteItem[] => {
    const wanted = query.replace(CUSTOMERS_ONLY, "").trim().toLocaleLowerCase();
    const found = mayOpen() ? [...customers.hits().map(itemOf), ...byNumber(wanted)] : [];
    if (CUSTOMERS_ONLY.test(query)) return found;
    return [...found, ...pages().filter((item) => item.label.toLocaleLowerCase().includes(wanted))];
  };
  return (
    <Palette
      open={props.open}
      onClose={() => props.onClose()}
      placeholder="Customer, page or action"
      find={find}
      onQuery={(query) => customers.ask(query.replace(CUSTOMERS_ONLY, ""))}
      busy={customers.busy()}
      note={customers.note()}
    />
  );
};
