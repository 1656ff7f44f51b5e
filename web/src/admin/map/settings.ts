import type { Accessor } from "solid-js";
import type { MapsConfig } from "@trunkline/domain/config/maps";
import { usePorts } from "../../data/ports.tsx";
import { createLiveDoc } from "../../lib/live/create-live.ts";

/** The settings of maps, live; listened to where a map may be shown, not by every page. */
export function useMapsConfig(): Accessor<MapsConfig | undefined> {
  const ports = usePorts();
  return createLiveDoc(() => ports.names.maps()).value;
}
