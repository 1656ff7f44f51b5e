import { children, createRoot, type JSX } from "solid-js";

/**
 * A picture that never changes, made once and copied wherever it is drawn: in a long table that is most of what a row
 * costs otherwise.
 */
export function moulded(picture: () => JSX.Element): () => JSX.Element {
  let mould: JSX.Element;
  return () => {
    mould ??= createRoot(() => children(picture)());
    return mould instanceof Element ? (mould.cloneNode(true) as Element) : mould;
  };
}
