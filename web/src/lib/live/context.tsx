import { createContext, useContext, type ParentComponent } from "solid-js";
import type { LiveHub } from "./hub.ts";

const HubContext = createContext<LiveHub>();

/** Gives everything inside one set of shared listeners. */
export const LiveProvider: ParentComponent<{ readonly hub: LiveHub }> = (props) => (
  // oxlint-disable-next-line solid/reactivity -- made once per sign-in and never replaced
  <HubContext.Provider value={props.hub}>{props.children}</HubContext.Provider>
);

/** The surrounding hub; throws outside a LiveProvider. */
export function useLiveHub(): LiveHub {
  const hub = useContext(HubContext);
  if (hub === undefined) throw new Error("useLiveHub needs a LiveProvider above it");
  return hub;
}
