import { onCleanup, type Component } from "solid-js";
import { Button } from "./button.tsx";

/** Reads more when it is scrolled into sight; a button for those who do not scroll. */
export const More: Component<{ readonly onMore: () => void }> = (props) => {
  const watch = (element: HTMLElement) => {
    if (typeof IntersectionObserver === "undefined") return;
    const observer = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) props.onMore();
    });
    observer.observe(element);
    onCleanup(() => observer.disconnect());
  };
  return (
    <div ref={watch}>
      <Button onClick={() => props.onMore()}>Show more</Button>
    </div>
  );
};
