import { lazy, onCleanup, type Component } from "solid-js";
import { Navigate, Route, Router } from "@solidjs/router";
import { usePorts, type CommentsPort } from "../data/ports.tsx";
import { browserClock } from "../lib/clock.ts";
import type { Drafts } from "../lib/drafts.ts";
import { fetchAhead, forgetFailedStyles } from "./fetch-ahead.ts";
import { Frame } from "./frame/frame.tsx";
import { NotFound } from "./frame/not-found.tsx";
import { useWorkspace } from "./workspace.tsx";

const loadList = () => import("./customers/list.tsx");
const loadSearch = () => import("./customers/search.tsx");
const loadAdd = () => import("./customers/add.tsx");
const loadCustomer = () => import("./customer/page.tsx");
const CustomerList = lazy(loadList);
const CustomerSearch = lazy(loadSearch);
const AddCustomer = lazy(loadAdd);
const CustomerPage = lazy(loadCustomer);

/**
 * Fetches the pages that are opened all day beforehand, so that they open at once. The files of every other page and
 * dialog are kept by the service worker (docs/decisions/service-worker.md).
 */
async function loadUsual(): Promise<void> {
  await Promise.all([
    loadList(),
    loadSearch(),
    loadAdd(),
    loadCustomer(),
    import("./customer/comments/form.tsx"),
    import("./map/customer-place.tsx"),
    import("../ui/map/keyless-map.tsx"),
    import("./frame/global-search.tsx"),
    import("./frame/account-dialogs.tsx"),
    import("./frame/shortcut-help.tsx"),
  ]);
}

/** Whichever page is open: a comment of the last visit that the server refused is told (12 §7.4). */
async function settleComments(comments: CommentsPort, drafts: Drafts): Promise<void> {
  const { outgoingOf } = await import("./comments/use-outgoing.ts");
  outgoingOf(comments, drafts);
}

const Config = lazy(() => import("./config/index.tsx"));
const CustomersConfig = lazy(() => import("./config/customers.tsx"));
const MapsConfig = lazy(() => import("./config/maps.tsx"));
const CommentsConfig = lazy(() => import("./config/comments.tsx"));
const Labels = lazy(() => import("./config/labels.tsx"));
const AdditionalFields = lazy(() => import("./config/fields.tsx"));
const PortalFields = lazy(() => import("./config/portal-fields.tsx"));
const PortalSignIn = lazy(() => import("./config/portal-sign-in.tsx"));
const RestoreCustomers = lazy(() => import("./config/restore.tsx"));
const AdditionalField = lazy(() => import("./config/field-page.tsx"));

const Logs = lazy(() => import("./logs/index.tsx"));
const Security = lazy(() => import("./profile/security.tsx"));

/** Every address of the admin application. */
export const AdminRoutes: Component = () => {
  const { comments } = usePorts();
  const { connection, drafts } = useWorkspace();
  onCleanup(forgetFailedStyles(document));
  fetchAhead({ clock: browserClock, connection }, async () => {
    await Promise.all([loadUsual(), settleComments(comments, drafts)]);
  });
  return (
    <Router root={Frame}>
      <Route path="/" component={() => <Navigate href="/customers" />} />
      <Route path="/customers" component={CustomerList} />
      <Route path="/customers/add" component={AddCustomer} />
      <Route path="/customers/search" component={CustomerSearch} />
      <Route path="/customers/:number" component={CustomerPage} />
      <Route path="/config" component={Config} />
      <Route path="/config/customers" component={CustomersConfig} />
      <Route path="/config/maps" component={MapsConfig} />
      <Route path="/config/comments" component={CommentsConfig} />
      <Route path="/config/labels" component={Labels} />
      <Route path="/config/fields" component={AdditionalFields} />
      <Route path="/config/fields/:name" component={AdditionalField} />
      <Route path="/config/add-field" component={AdditionalField} />
      <Route path="/config/portal-fields" component={PortalFields} />
      <Route path="/config/portal-sign-in" component={PortalSignIn} />
      <Route path="/config/restore" component={RestoreCustomers} />
      <Route path="/administration/logs/:kind?" component={Logs} />
      <Route path="/profile/security" component={Security} />
      <Route path="*" component={NotFound} />
    </Router>
  );
};
