import { For, type Component, type JSX } from "solid-js";
import Bold from "lucide-solid/icons/bold";
import Italic from "lucide-solid/icons/italic";
import Link from "lucide-solid/icons/link";
import List from "lucide-solid/icons/list";
import ListOrdered from "lucide-solid/icons/list-ordered";
import RemoveFormatting from "lucide-solid/icons/remove-formatting";
import Table from "lucide-solid/icons/table";
import Underline from "lucide-solid/icons/underline";
import { addLink, addTable, clearFormat, toggleList, toggleMark, type Selected } from "./format.ts";

interface Tool {
  readonly label: string;
  readonly icon: () => JSX.Element;
  readonly edit: (selected: Selected) => Selected;
}

const TOOLS: readonly Tool[] = [
  { label: "Bold", icon: () => <Bold size={15} aria-hidden="true" />, edit: (one) => toggleMark(one, "**") },
  {
    label: "Italic",
    icon: () => <Italic size={15} aria-hidden="true" />,
    edit: (one) => toggleMark(one, "*"),
  },
  {
    label: "Underline",
    icon: () => <Underline size={15} aria-hidden="true" />,
    edit: (one) => toggleMark(one, "__"),
  },
  {
    label: "Bulleted list",
    icon: () => <List size={15} aria-hidden="true" />,
    edit: (one) => toggleList(one, false),
  },
  {
    label: "Numbered list",
    icon: () => <ListOrdered size={15} aria-hidden="true" />,
    edit: (one) => toggleList(one, true),
  },
  { label: "Link", icon: () => <Link size={15} aria-hidden="true" />, edit: addLink },
  { label: "Table", icon: () => <Table size={15} aria-hidden="true" />, edit: addTable },
  {
    label: "Clear format",
    icon: () => <RemoveFormatting size={15} aria-hidden="true" />,
    edit: clearFormat,
  },
];

/** The tools of a formatted text: one stop of the Tab key, arrows move within (12 §5.3). */
export const Toolbar: Component<{
  readonly selected: () => Selected;
  readonly onEdit: (next: Selected) => void;
}> = (props) => {
  let bar!: HTMLDivElement;
  const buttons = () => [...bar.querySelectorAll<HTMLButtonElement>("button")];
  const onKey = (event: KeyboardEvent) => {
    const all = buttons();
    const now = all.indexOf(document.activeElement as HTMLButtonElement);
    const ends: Readonly<Record<string, number>> = {
      ArrowRight: (now + 1) % all.length,
      ArrowLeft: (now + all.length - 1) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    const next = all[ends[event.key] ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    for (const one of all) one.tabIndex = one === next ? 0 : -1;
    next.focus();
  };
  return (
    <div ref={bar} class="comment-tools-bar" role="toolbar" aria-label="Format" onKeyDown={onKey}>
      <For each={TOOLS}>
        {(tool, index) => (
          <button
            type="button"
            class="button plain icon small"
            tabIndex={index() === 0 ? 0 : -1}
            aria-label={tool.label}
            title={tool.label}
            // The text keeps its selection.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => props.onEdit(tool.edit(props.selected()))}
          >
            {tool.icon()}
          </button>
        )}
      </For>
    </div>
  );
};
