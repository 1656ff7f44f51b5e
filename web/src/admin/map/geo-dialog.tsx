import { Show, createMemo, untrack, type Component } from "solid-js";
import { canGeocode, type MapsConfig } from "@trunkline/domain/config/maps";
import { areaView } from "@trunkline/domain/geo/area";
import type { Geo } from "@trunkline/domain/customer/record";
import { openStreetMapLink } from "@trunkline/domain/geo/typed";
import Crosshair from "lucide-solid/icons/crosshair";
import ExternalLink from "lucide-solid/icons/external-link";
import Search from "lucide-solid/icons/search";
import type { Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useWorkspace } from "../workspace.tsx";
import { createPlacing, type Placing } from "./create-placing.ts";
import type { FramePort } from "./frame-host.ts";
import { MapArea } from "./map-area.tsx";
import "./map.css";

interface GeoDialogProps {
  readonly open: boolean;
  readonly config: MapsConfig;
  /** Coordinates as stored or typed; opened on. */
  readonly geo: string;
  /** `street, city, zip`; looked for when there are no coordinates. */
  readonly address: string;
  readonly locationId: string;
  readonly tone: Tone;
  readonly busy?: boolean;
  /** Why the last Save did not happen. */
  readonly trouble?: string | undefined;
  readonly onSave: (place: Geo | null) => void;
  readonly onClose: () => void;
  readonly portOf?: ((frame: HTMLIFrameElement) => FramePort) | undefined;
}

/** Sets a customer's place: by an address, on the map, or typed (10 §6.2–6.5). */
const GeoDialog: Component<GeoDialogProps> = (props) => {
  const workspace = useWorkspace();
  // Made anew for each opening; what changes meanwhile does not move it.
  const placing = createMemo<Placing | undefined>(() => {
    if (!props.open) return undefined;
    return untrack(() =>
      createPlacing({
        geo: props.geo,
        address: props.address,
        area: areaView(props.config, props.locationId, workspace.general()?.country ?? ""),
      }),
    );
  });
  const mapped = () => props.config.engine !== "off";
  const save = (now: Placing): void => {
    const good = now.check();
    if (good !== undefined) props.onSave(good.place);
  };
  return (
    <Dialog
      open={props.open}
      wide
      title="Geo data"
      onClose={() => props.onClose()}
      actions={
        <Show when={placing()} keyed>
          {(now) => (
            <>
              <Show when={now.text().trim() !== ""}>
                <div class="geo-clear">
                  <Button look="plain" onClick={() => now.clear()}>
                    Clear
                  </Button>
                </div>
              </Show>
              <Button onClick={() => props.onClose()}>Cancel</Button>
              <Button look="primary" busy={props.busy === true} onClick={() => save(now)}>
                Save
              </Button>
            </>
          )}
        </Show>
      }
    >
      <Show when={placing()} keyed>
        {(now) => (
          <>
            <Show when={canGeocode(props.config) && now.find()}>
              <form
                class="geo-search"
                onSubmit={(event) => {
                  event.preventDefault();
                  now.search();
                }}
              >
                <TextField
                  label="Address"
                  type="search"
                  value={now.address()}
                  onInput={(text) => now.setAddress(text)}
                  maxLength={500}
                />
                <Button type="submit" busy={now.looking()}>
                  <Search size={15} aria-hidden="true" />
                  Find
                </Button>
              </form>
            </Show>
            <Show when={mapped()}>
              <MapArea
                config={props.config}
                greedy
                view={now.view()}
                marker={marked(now.place(), props.tone)}
                onPlace={(place) => now.put(place)}
                onView={(view) => now.shows(view)}
                onFinder={(find) => now.setFind(find)}
                portOf={props.portOf}
              />
            </Show>
            <div class="geo-row">
              <TextField
                label="Latitude, longitude"
                value={now.text()}
                onInput={(text) => now.type(text)}
                onBlur={() => now.leave()}
                error={now.problem() ?? props.trouble}
                placeholder="52.520008,13.404954"
                maxLength={60}
              />
              <Show when={mapped()}>
                <Button onClick={() => now.putMiddle()}>
                  <Crosshair size={15} aria-hidden="true" />
                  Set in the middle
                </Button>
              </Show>
              <Show when={now.place()}>
                {(place) => (
                  <a
                    class="button plain"
                    href={openStreetMapLink(place())}
                    target="_blank"
                    rel="noopener noreferrer"
                  >
                    OpenStreetMap
                    <ExternalLink size={13} aria-hidden="true" />
                    <span class="visually-hidden">(opens a new tab)</span>
                  </a>
                )}
              </Show>
            </div>
            <p class="geo-note" role="status">
              {mapped() ? now.note() : ""}
            </p>
          </>
        )}
      </Show>
    </Dialog>
  );
};

function marked(place: Geo | null, tone: Tone) {
  return place === null ? undefined : { place, tone, name: "Place" };
}

export default GeoDialog;
