import { createSignal, type JSX } from "solid-js";
import Columns3 from "lucide-solid/icons/columns-3";
import { IconButton } from "../ui/icon-button.tsx";
import { ColumnChooser } from "../ui/table/column-chooser.tsx";
import type { Column } from "../ui/table/types.ts";
import type { ArrangedView } from "./customers/table-view.ts";

interface ColumnsButtonProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly arranged: ArrangedView;
}

/** Which columns a table shows, and in which order: each administrator chooses for himself (14 §2.1, §2.3). */
export function ColumnsButton<Row>(props: ColumnsButtonProps<Row>): JSX.Element {
  const [choosing, setChoosing] = createSignal(false);
  return (
    <>
      <IconButton
        label="Columns"
        look="default"
        icon={<Columns3 size={16} aria-hidden="true" />}
        onClick={() => setChoosing(true)}
      />
      <ColumnChooser
        open={choosing()}
        onClose={() => setChoosing(false)}
        columns={props.columns}
        view={{ ...props.arranged.view(), filters: {} }}
        onView={(view) => props.arranged.set(view)}
        onReset={() => props.arranged.reset()}
      />
    </>
  );
}
