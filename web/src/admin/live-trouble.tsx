import type { Component } from "solid-js";
import { useLiveHub } from "../lib/live/context.tsx";
import { ErrorState } from "../ui/states.tsx";

interface LiveTroubleProps {
  /** What is missing: "The log cannot be shown". */
  readonly title: string;
  readonly compact?: boolean;
  readonly whole?: boolean;
}

/** Stands where live data did not come; they are asked for again by themselves, and at once by hand. */
export const LiveTrouble: Component<LiveTroubleProps> = (props) => {
  const hub = useLiveHub();
  return (
    <ErrorState
      title={props.title}
      compact={props.compact === true}
      whole={props.whole === true}
      onRetry={() => hub.retry()}
    >
      The database refused it or cannot be reached. It is tried again by itself.
    </ErrorState>
  );
};
