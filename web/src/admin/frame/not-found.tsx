import type { Component } from "solid-js";
import { A } from "@solidjs/router";
import Lock from "lucide-solid/icons/lock";
import SearchX from "lucide-solid/icons/search-x";
import { Page } from "../../ui/page.tsx";
import { EmptyState } from "../../ui/states.tsx";

const BackToList: Component = () => (
  <A class="button" href="/customers">
    Customers
  </A>
);

/** An address that leads nowhere. */
export const NotFound: Component = () => (
  <Page title="Page not found" heading={<span />}>
    <EmptyState
      whole
      title="Page not found"
      icon={<SearchX size={28} aria-hidden="true" />}
      actions={<BackToList />}
    >
      The address may be mistyped, or what it named is gone.
    </EmptyState>
  </Page>
);

/** An address the person may not open. */
export const NoAccess: Component = () => (
  <Page title="No access" heading={<span />}>
    <EmptyState whole title="No access" icon={<Lock size={28} aria-hidden="true" />} actions={<BackToList />}>
      Your role does not include this page. Ask the administrator who manages the accounts.
    </EmptyState>
  </Page>
);
