import { For, Show, type Component } from "solid-js";
import X from "lucide-solid/icons/x";
import { TABLE_SEARCH } from "@trunkline/domain/list/condition";
import { COMMENT_FIELD } from "@trunkline/domain/list/fields";
import type { ListedCustomer } from "@trunkline/domain/list/listed";
import { countText } from "../../../lib/count-text.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { Chip } from "../../../ui/chip.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import type { Column } from "../../../ui/table/types.ts";
import { withFilter } from "../../../ui/table/view.ts";
import { usePorts } from "../../../data/ports.tsx";
import { TableSearchField } from "../../table-search.tsx";
import { useWorkspace } from "../../workspace.tsx";
import { MassActions } from "../mass/actions.tsx";
import type { Selection } from "../mass/create-selection.ts";
import type { ListCount } from "./create-count.ts";
import type { ListView } from "./create-list-view.ts";
import type { CustomerRows } from "./create-rows.ts";
import { filterLabel } from "./filter-label.ts";

interface ListBarProps {
  readonly list: ListView;
  readonly rows: CustomerRows;
  /** With every filter they have, whether it can be answered here or not. */
  readonly columns: readonly Column<ListedCustomer>[];
  readonly count: ListCount;
  /** The table can be searched. */
  readonly searchable: boolean;
  readonly selection: Selection;
  readonly onView: (id: string) => void;
}

/** What stands over the rows: the table search, how many there are, what is selected and can be done, the filters. */
export const ListBar: Component<ListBarProps> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const set = (key: string, text: string) => props.list.set(withFilter(props.list.view(), key, text));
  const find = () => props.list.filters()[TABLE_SEARCH] ?? "";
  const chips = () => Object.entries(props.list.filters()).filter(([key]) => key !== TABLE_SEARCH);
  const label = (key: string, text: string) => {
    if (key === COMMENT_FIELD.key) return filterLabel(workspace, { title: "Comment", filter: "text" }, text);
    const column = props.columns.find((candidate) => candidate.id === key);
    return column === undefined ? `${key}: ${text}` : filterLabel(workspace, column, text);
  };
  const filtered = () => Object.keys(props.list.filters()).length > 0;
  /** More are found than anybody wants to look through, as the settings say (14 §4.1.14). */
  const most = () => {
    const limit = workspace.customersConfig()?.mostFound;
    const found = props.count.matching();
    return filtered() && limit !== undefined && found !== undefined && found > limit ? limit : undefined;
  };
  const selected = () => props.selection.ids();
  const told = () => {
    const count = countText(selected().size);
    const are = selected().size === 1 ? "is" : "are";
    return props.rows.complete()
      ? `${count} of ${countText(props.rows.count())} rows ${are} selected`
      : `${count} ${selected().size === 1 ? "row" : "rows"} ${are} selected`;
  };
  return (
    <div class="list-bar" data-selected={selected().size > 0 ? "" : undefined}>
      <Show when={props.searchable}>
        <TableSearchField typed={find()} onType={(typed) => set(TABLE_SEARCH, typed)} />
      </Show>
      <span class="list-count number" aria-live="polite">
        <Show when={selected().size > 0} fallback={props.count.text()}>
          {told()}
        </Show>
      </span>
      <Show when={selected().size > 0}>
        <IconButton
          small
          label="Clear selection"
          icon={<X size={16} aria-hidden="true" />}
          onClick={() => props.selection.set(new Set())}
        />
      </Show>
      <MassActions
        workspace={workspace}
        call={ports.call}
        selection={props.selection}
        more={!props.rows.complete() || (props.rows.by() === "index" && selected().size < props.rows.count())}
        filtered={filtered()}
        count={props.count.matching()}
        countLabels={(ids) => props.rows.labels(ids)}
        onView={(id) => props.onView(id)}
      />
      <For each={chips()}>
        {([key, text]) => <Chip text={label(key, text)} onRemove={() => set(key, "")} />}
      </For>
      <Show when={chips().length > 1}>
        <Button small look="plain" onClick={() => props.list.set({ ...props.list.view(), filters: {} })}>
          Clear filters
        </Button>
      </Show>
      <Show when={most()}>
        {(limit) => (
          <Badge tone="info">More than {limit().toLocaleString("en")} found: narrow the search</Badge>
        )}
      </Show>
      <Show when={props.rows.frozen()}>
        {(what) => (
          <>
            <span class="list-count">{what()} as they were when they were asked for.</span>
            <Button small look="plain" onClick={() => props.rows.retry()}>
              Ask again
            </Button>
          </>
        )}
      </Show>
      <Show when={props.rows.stale()}>
        <Badge tone="warn">Not up to date</Badge>
      </Show>
    </div>
  );
};
