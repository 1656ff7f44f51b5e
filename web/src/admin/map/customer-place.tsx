import { Match, Show, Switch, createEffect, createMemo, createSignal, type Component } from "solid-js";
import { canGeocode, type MapsConfig } from "@trunkline/domain/config/maps";
import { areaView } from "@trunkline/domain/geo/area";
import type { Customer, Geo } from "@trunkline/domain/customer/record";
import { addressLine, formatGeo, openStreetMapLink } from "@trunkline/domain/geo/typed";
import { PLACE_ZOOM, viewOf } from "@trunkline/domain/geo/view";
import ExternalLink from "lucide-solid/icons/external-link";
import MapPin from "lucide-solid/icons/map-pin";
import { sameValue } from "../../lib/same-value.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { STATUS_TONES, StatusBadge } from "../customers/status-badge.tsx";
import { useWorkspace } from "../workspace.tsx";
import { createPlaceSaver } from "./create-place-saver.ts";
import { findingText } from "./finding-text.ts";
import type { Find, Finding, FramePort } from "./frame-host.ts";
import GeoDialog from "./geo-dialog.tsx";
import { MapArea } from "./map-area.tsx";

interface CustomerPlaceProps {
  readonly customer: Customer;
  readonly config: MapsConfig;
  readonly mayPlace: boolean;
  readonly portOf?: (frame: HTMLIFrameElement) => FramePort;
}

/** What was found for an address, kept while the page lives: each address costs one question (12 §3.4.2). */
const known = new Map<string, Finding>();

/** The customer's place on the map, and what can be done about it. */
const CustomerPlace: Component<CustomerPlaceProps> = (props) => {
  const workspace = useWorkspace();
  const [setting, setSetting] = createSignal(false);
  const [find, setFind] = createSignal<Find>();
  const [finding, setFinding] = createSignal<Finding>();
  const saver = createPlaceSaver(
    () => props.customer,
    () => setSetting(false),
  );
  const address = createMemo(() => addressLine(props.customer));
  const tone = () => STATUS_TONES[props.customer.status];
  const found = (): Geo | null => {
    const now = finding();
    return now?.kind === "place" ? now.place : null;
  };
  const place = createMemo(() => props.customer.geo ?? found(), undefined, { equals: sameValue });
  const view = () => {
    const at = place();
    if (at !== null) return viewOf(at, PLACE_ZOOM);
    return areaView(props.config, props.customer.locationId, workspace.general()?.country ?? "");
  };

  const look = async (search: Find, wanted: string): Promise<void> => {
    const answer = await search(wanted);
    known.set(wanted, answer);
    if (address() === wanted && props.customer.geo === null) setFinding(answer);
  };
  createEffect(() => {
    const wanted = address();
    const search = find();
    const needed = props.customer.geo === null && wanted !== "" && canGeocode(props.config);
    setFinding(needed ? known.get(wanted) : undefined);
    if (!needed || search === undefined || known.get(wanted)?.kind === "place") return;
    void look(search, wanted);
  });

  const marker = () => {
    const at = place();
    return at === null ? undefined : { place: at, tone: tone(), name: props.customer.name };
  };
  const setButton = (text: string) => (
    <Show when={props.mayPlace}>
      <Button small onClick={() => setSetting(true)}>
        <MapPin size={14} aria-hidden="true" />
        {text}
      </Button>
    </Show>
  );

  return (
    <>
      <MapArea
        config={props.config}
        view={view()}
        marker={marker()}
        onFinder={(search) => setFind(() => search)}
        portOf={props.portOf}
      />
      <div class="place-line">
        <Switch
          fallback={
            <>
              <span>Neither coordinates nor an address are set.</span>
              {setButton("Set the place on the map")}
            </>
          }
        >
          <Match when={props.customer.geo}>
            {(geo) => (
              <>
                <StatusBadge status={props.customer.status} />
                <span class="number">{formatGeo(geo())}</span>
                <StreetMap place={geo()} />
                {setButton("Move the place")}
              </>
            )}
          </Match>
          <Match when={found()}>
            {(at) => (
              <>
                <Badge tone="info">Found for the address</Badge>
                <span dir="auto">{address()}</span>
                <span class="number">{formatGeo(at())}</span>
                <StreetMap place={at()} />
                <Show when={props.mayPlace}>
                  <Button small look="primary" busy={saver.saving()} onClick={() => void saver.save(at())}>
                    Save into Geo data
                  </Button>
                </Show>
                {setButton("Set the place on the map")}
              </>
            )}
          </Match>
          <Match when={address() !== ""}>
            <span dir="auto">{address()}</span>
            <Show when={finding()}>
              {(now) => <span class="quiet-line">{findingText(now(), address())}</span>}
            </Show>
            <Show when={finding() === undefined && !canGeocode(props.config)}>
              <span class="quiet-line">No coordinates are set.</span>
            </Show>
            {setButton("Set the place on the map")}
          </Match>
        </Switch>
      </div>
      <GeoDialog
        open={setting()}
        config={props.config}
        geo={props.customer.geo === null ? "" : formatGeo(props.customer.geo)}
        address={address()}
        locationId={props.customer.locationId}
        tone={tone()}
        busy={saver.saving()}
        trouble={saver.trouble()}
        onSave={(next) => void saver.save(next)}
        onClose={() => {
          saver.forget();
          setSetting(false);
        }}
        portOf={props.portOf}
      />
    </>
  );
};

const StreetMap: Component<{ readonly place: Geo }> = (props) => (
  <a href={openStreetMapLink(props.place)} target="_blank" rel="noopener noreferrer">
    OpenStreetMap <ExternalLink size={12} aria-hidden="true" />
    <span class="visually-hidden">(opens a new tab)</span>
  </a>
);

export default CustomerPlace;
