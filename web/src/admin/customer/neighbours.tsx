import { Show, type Component } from "solid-js";
import { useNavigate } from "@solidjs/router";
import type { Customer } from "@trunkline/domain/customer/record";
import type { CustomerNumber } from "@trunkline/domain/ids/ids";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { createShortcut } from "../../lib/shortcuts.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { createNeighbours } from "../customers/walk.ts";
import { useWorkspace } from "../workspace.tsx";

/** Arrows that walk the list as last filtered and sorted; absent where there was no list (12 §1.3). */
export const NeighbourArrows: Component<{ readonly customer: Customer }> = (props) => {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const neighbours = createNeighbours(() => props.customer);
  const go = (number: CustomerNumber | undefined) => {
    if (number !== undefined) navigate(`/customers/${number}`);
  };
  createShortcut(workspace.shortcuts, {
    keys: "j",
    label: "Next customer of the list",
    group: "Customer",
    run: () => go(neighbours.next()),
  });
  createShortcut(workspace.shortcuts, {
    keys: "k",
    label: "Previous customer of the list",
    group: "Customer",
    run: () => go(neighbours.previous()),
  });
  return (
    <Show when={neighbours.known()}>
      <span class="customer-neighbours">
        <IconButton
          small
          label="Previous customer"
          disabled={neighbours.previous() === undefined}
          icon={<ChevronLeft size={16} aria-hidden="true" />}
          onClick={() => go(neighbours.previous())}
        />
        <IconButton
          small
          label="Next customer"
          disabled={neighbours.next() === undefined}
          icon={<ChevronRight size={16} aria-hidden="true" />}
          onClick={() => go(neighbours.next())}
        />
      </span>
    </Show>
  );
};
