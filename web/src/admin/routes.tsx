import { lazy, type Component } from "solid-js";
import { Navigate, Route, Router } from "@solidjs/router";
import { Frame } from "./frame/frame.tsx";
import { NotFound } from "./frame/not-found.tsx";

const CustomerList = lazy(() => import("./customers/list.tsx"));
const AddCustomer = lazy(() => import("./customers/add.tsx"));
const CustomerPage = lazy(() => import("./customer/page.tsx"));

/** Every address of the admin application. */
export const AdminRoutes: Component = () => (
  <Router root={Frame}>
    <Route path="/" component={() => <Navigate href="/customers" />} />
    <Route path="/customers" component={CustomerList} />
    <Route path="/customers/add" component={AddCustomer} />
    <Route path="/customers/:number" component={CustomerPage} />
    <Route path="*" component={NotFound} />
  </Router>
);
