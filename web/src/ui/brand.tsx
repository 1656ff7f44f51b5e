import type { Component } from "solid-js";

/** The product's mark. Drawn in the page: a picture of its own has a document of its own, and delays the first paint. */
export const Brand: Component<{ readonly size: number }> = (props) => (
  <svg viewBox="0 0 32 32" width={props.size} height={props.size} aria-hidden="true">
    <rect width="32" height="32" rx="7" fill="#1f5fd6" />
    <path
      d="M7 10h18M16 10v13M11 16.5h10"
      fill="none"
      stroke="#fff"
      stroke-width="3"
      stroke-linecap="round"
    />
  </svg>
);
