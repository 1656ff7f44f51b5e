import { onCleanup, type Component } from "solid-js";
import { seesNothing, whenNear } from "../lib/in-sight.ts";
import { Button } from "./button.tsx";

/** Reads more when it is scrolled into sight; a button for those who do not scroll. */
export const More: Component<{ readonly onMore: () => void }> = (props) => {
  const onNear = () => props.onMore();
  const watch = (element: HTMLElement) => {
    if (!seesNothing()) onCleanup(whenNear(element, "0px", onNear));
  };
  return (
    <div ref={(element) => watch(element)}>
      <Button onClick={() => props.onMore()}>Show more</Button>
    </div>
  );
};
