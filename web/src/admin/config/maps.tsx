import { For, Show, createMemo, createSignal, type Component } from "solid-js";
import type { AnswerOf } from "@trunkline/domain/calls/call";
import type { saveMapsConfig } from "@trunkline/domain/calls/settings";
import { MAP_ENGINES, MAP_ENGINE_LABELS, type MapsConfig } from "@trunkline/domain/config/maps";
import { areaView } from "@trunkline/domain/geo/area";
import { formatGeo, typedGeo } from "@trunkline/domain/geo/typed";
import { viewOf, type MapView } from "@trunkline/domain/geo/view";
import { usePorts } from "../../data/ports.tsx";
import { Button } from "../../ui/button.tsx";
import { Page, Panel } from "../../ui/page.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { MapArea } from "../map/map-area.tsx";
import { useMapsConfig } from "../map/settings.ts";
import { useWorkspace } from "../workspace.tsx";
import { ConfigGate, ReadOnlyNote, mayChange } from "./access.tsx";
import { createSettingsForm } from "./create-settings-form.ts";
import {
  MAPS_FIELDS,
  mapsProblems,
  mapsSettings,
  mapsValues,
  placeProblem,
  type MapsValues,
} from "./maps-values.ts";
import { FlagSetting, LineSetting, NumberSetting, Setting } from "./setting.tsx";
import { SettingsFrame } from "./settings-frame.tsx";

const ENGINES = MAP_ENGINES.map((value) => ({ value, label: MAP_ENGINE_LABELS[value] }));

/** Config → Main → Maps: what draws maps, Google's key, and what a map shows first (12 §3.4.3). */
const MapsConfigPage: Component = () => {
  const config = useMapsConfig();
  return (
    <ConfigGate area="system">
      <Page title="Maps" crumbs={[{ text: "Config", href: "/config" }, { text: "Main" }, { text: "Maps" }]}>
        <ReadOnlyNote area="system" />
        <Show when={config()} fallback={<Skeleton lines={10} />}>
          {(known) => <Form config={known()} />}
        </Show>
      </Page>
    </ConfigGate>
  );
};

const Form: Component<{ readonly config: MapsConfig }> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const locked = () => !mayChange(workspace, "system");
  const stored = createMemo(() => mapsValues(props.config));
  const all = (): MapsValues =>
    Object.fromEntries(MAPS_FIELDS.map((name) => [name, form.value(name)])) as unknown as MapsValues;
  const settings = createSettingsForm<MapsValues>({
    draft: "config_maps",
    stored,
    fields: MAPS_FIELDS,
    validate: mapsProblems,
    async send(changes): Promise<AnswerOf<typeof saveMapsConfig>> {
      return ports.call("saveMapsConfig", { settings: mapsSettings(changes, all()) });
    },
  });
  const { form } = settings;
  const google = () => form.value("engine") === "google";
  const engineWords = (value: unknown) => ENGINES.find((one) => one.value === value)?.label ?? "";

  return (
    <SettingsFrame settings={settings} locked={locked()}>
      <Panel title="Map">
        <div class="config-fields">
          <Setting form={form} name="engine" words={engineWords}>
            <Select
              label="Map"
              hint="The map without a key shows outlines, latitude and longitude, and asks nobody for anything."
              options={ENGINES}
              value={form.value("engine")}
              onChange={(value) => form.set("engine", value as MapsValues["engine"])}
              disabled={locked()}
              error={form.error("engine")}
            />
          </Setting>
          <Show when={google()}>
            <LineSetting
              form={form}
              name="googleKey"
              label="Google API key"
              hint="A browser key, restricted to this site and to the Maps JavaScript API. Every administrator's browser gets it."
              required
              maxLength={120}
              locked={locked()}
            />
            <LineSetting
              form={form}
              name="googleMapId"
              label="Map ID"
              hint="Of a map of your Google project, for its style; empty for Google's own."
              maxLength={64}
              locked={locked()}
            />
            <FlagSetting
              form={form}
              name="geocoding"
              label="Find addresses"
              hint="Needs the Geocoding API on the same key; each address asked for is paid to Google."
              locked={locked()}
            />
          </Show>
        </div>
      </Panel>
      <Show when={form.value("engine") !== "off"}>
        <Panel title="What a map shows first">
          <DefaultView form={form} config={props.config} locked={locked()} />
        </Panel>
        <Panel title="Centres of locations">
          <Centres form={form} locked={locked()} />
        </Panel>
      </Show>
    </SettingsFrame>
  );
};

type MapsForm = ReturnType<typeof createSettingsForm<MapsValues>>["form"];

/** The default view, typed or taken from the map beside it. */
const DefaultView: Component<{
  readonly form: MapsForm;
  readonly config: MapsConfig;
  readonly locked: boolean;
}> = (props) => {
  const workspace = useWorkspace();
  const [moved, setMoved] = createSignal<MapView>();
  const view = () => {
    const place = typedGeo(props.form.value("defaultPlace"));
    const zoom = props.form.value("defaultZoom");
    if (place.ok && place.value !== null && typeof zoom === "number") return viewOf(place.value, zoom);
    return areaView({ ...props.config, defaultView: null }, "", workspace.general()?.country ?? "");
  };
  return (
    <div class="config-fields">
      <MapArea config={props.config} view={view()} marker={undefined} onView={setMoved} />
      <Show when={!props.locked}>
        <div>
          <Button
            disabled={moved() === undefined}
            onClick={() => {
              const now = moved();
              if (now === undefined) return;
              props.form.set("defaultPlace", formatGeo(now));
              props.form.set("defaultZoom", Math.round(now.zoom * 10) / 10);
            }}
          >
            Use what this map shows
          </Button>
        </div>
      </Show>
      <LineSetting
        form={props.form}
        name="defaultPlace"
        label="Middle"
        hint="Latitude, longitude. Empty: the company's country."
        maxLength={60}
        locked={props.locked}
      />
      <NumberSetting
        form={props.form}
        name="defaultZoom"
        label="Zoom"
        hint="1 the world, 19 a house."
        locked={props.locked}
      />
    </div>
  );
};

/** A centre for each location that has one: a customer without coordinates is looked for around it. */
const Centres: Component<{ readonly form: MapsForm; readonly locked: boolean }> = (props) => {
  const workspace = useWorkspace();
  const locations = createMemo(() =>
    Object.entries(workspace.directory()?.locations ?? {}).sort(([, a], [, b]) =>
      a.name.localeCompare(b.name),
    ),
  );
  const text = (id: string) => props.form.value("centres")[id] ?? "";
  const put = (id: string, next: string): void => {
    const { [id]: _before, ...others } = props.form.value("centres");
    props.form.set("centres", next === "" ? others : { ...others, [id]: next });
  };
  return (
    <Setting
      form={props.form}
      name="centres"
      words={(value) => `${Object.keys(value as MapsValues["centres"]).length} centres`}
    >
      <div class="form-grid">
        <For each={locations()}>
          {([id, { name }]) => (
            <TextField
              label={name}
              placeholder="Latitude, longitude"
              value={text(id)}
              onInput={(next) => put(id, next)}
              error={props.form.error("centres") === undefined ? undefined : placeProblem(text(id))}
              maxLength={60}
              readOnly={props.locked}
            />
          )}
        </For>
      </div>
    </Setting>
  );
};

export default MapsConfigPage;
