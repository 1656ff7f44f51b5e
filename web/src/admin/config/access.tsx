import { Show, type ParentComponent } from "solid-js";
import type { Permission } from "@trunkline/domain/admin/permissions";
import { Banner } from "../../ui/banner.tsx";
import { NoAccess } from "../frame/not-found.tsx";
import { useWorkspace, type Workspace } from "../workspace.tsx";

/** The areas of the configuration; each has a permission to see and one to change. */
export type Area = "customers" | "system" | "tools";

const VIEW = {
  customers: "config.customers.view",
  system: "config.system.view",
  tools: "config.tools",
} as const satisfies Record<Area, Permission>;
const EDIT = {
  customers: "config.customers.edit",
  system: "config.system.edit",
  tools: "config.tools",
} as const satisfies Record<Area, Permission>;

/** True when the person may open pages of that area. */
export function maySee(workspace: Workspace, area: Area): boolean {
  return workspace.may(VIEW[area]);
}

/** True when the person may change settings of that area: they count for every partner, so a bound one may not. */
export function mayChange(workspace: Workspace, area: Area): boolean {
  return workspace.may(EDIT[area]) && workspace.viewer().session.partner === "*";
}

/** Shows a page of the configuration to those who may see it, and says so to those who may only look. */
export const ConfigGate: ParentComponent<{ readonly area: Area }> = (props) => {
  const workspace = useWorkspace();
  return (
    <Show when={maySee(workspace, props.area)} fallback={<NoAccess />}>
      {props.children}
    </Show>
  );
};

/** The line over a page whose settings the person can read but not change. */
export const ReadOnlyNote: ParentComponent<{ readonly area: Area }> = (props) => {
  const workspace = useWorkspace();
  return (
    <Show when={!mayChange(workspace, props.area)}>
      <Banner boxed>You can see these settings but not change them.</Banner>
    </Show>
  );
};
