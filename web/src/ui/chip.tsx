import { Show, type Component } from "solid-js";
import X from "lucide-solid/icons/x";
import "./badge.css";

interface ChipProps {
  readonly text: string;
  /** Hex colour of a label, shown as a dot beside its text. */
  readonly colour?: string | undefined;
  readonly onRemove?: (() => void) | undefined;
}

/** The colour of a label. */
export const ChipDot: Component<{ readonly colour: string }> = (props) => (
  <span class="chip-dot" aria-hidden="true" style={{ "background-color": props.colour }} />
);

/** A label, a chosen value or an active filter, removable when it can be taken away here. */
export const Chip: Component<ChipProps> = (props) => (
  <span class="chip" title={props.text}>
    <Show when={props.colour}>{(colour) => <ChipDot colour={colour()} />}</Show>
    <bdi class="truncate">{props.text}</bdi>
    <Show when={props.onRemove}>
      {(remove) => (
        <button
          type="button"
          aria-label={`Remove ${props.text}`}
          onPointerDown={(event) => event.stopPropagation()}
          onClick={(event) => {
            event.stopPropagation();
            remove()();
          }}
        >
          <X size={12} aria-hidden="true" />
        </button>
      )}
    </Show>
  </span>
);
