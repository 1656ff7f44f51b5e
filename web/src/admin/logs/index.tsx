import { Show, type Component } from "solid-js";
import { Navigate, useNavigate, useParams } from "@solidjs/router";
import { Page } from "../../ui/page.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { NoAccess } from "../frame/not-found.tsx";
import { useWorkspace } from "../workspace.tsx";
import { PlannedLog } from "./planned-log.tsx";
import { StatusLog } from "./status-log.tsx";
import "./logs.css";

const KINDS = ["statuses", "planned"] as const;

/** Administration → Logs: what happened to the statuses of all customers, and what is planned (11 §7.6, §10.2). */
const Logs: Component = () => {
  const workspace = useWorkspace();
  const params = useParams();
  const navigate = useNavigate();
  const kind = () => KINDS.find((one) => one === params["kind"]);
  return (
    <Show when={workspace.may("administration.logs")} fallback={<NoAccess />}>
      <Show when={kind()} fallback={<Navigate href="/administration/logs/statuses" />}>
        {(shown) => (
          <Page title="Logs" full crumbs={[{ text: "Administration" }, { text: "Logs" }]}>
            <div class="logs">
              <Tabs
                label="Logs"
                value={shown()}
                onChange={(next) => navigate(`/administration/logs/${next}`)}
                tabs={[
                  { value: "statuses", label: "Changes of statuses", panel: () => <StatusLog /> },
                  { value: "planned", label: "Planned changes", panel: () => <PlannedLog /> },
                ]}
              />
            </div>
          </Page>
        )}
      </Show>
    </Show>
  );
};

export default Logs;
