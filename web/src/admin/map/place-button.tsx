import { Show, Suspense, createSignal, lazy, type Component } from "solid-js";
import type { CustomerStatus } from "@trunkline/domain/customer/status";
import { addressLine } from "@trunkline/domain/geo/typed";
import MapPin from "lucide-solid/icons/map-pin";
import type { FormState } from "../../lib/form.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { textOf, type Values } from "../customer/values.ts";
import { STATUS_TONES } from "../customers/status-badge.tsx";
import { useMapsConfig } from "./settings.ts";

const GeoDialog = lazy(() => import("./geo-dialog.tsx"));

/**
 * The map button of the geo field: what it sets is the form's, stored by the form's own Save (12 §3.1). Where maps are
 * switched off its dialog takes typed coordinates alone: the box itself is only read (10 §2.15).
 */
export const PlaceButton: Component<{ readonly form: FormState<Values>; readonly name: string }> = (
  props,
) => {
  const config = useMapsConfig();
  const [open, setOpen] = createSignal(false);
  const [opened, setOpened] = createSignal(false);
  const text = (field: string) => textOf(props.form.value(field));
  const tone = () => STATUS_TONES[text("status") as CustomerStatus];
  return (
    <Show when={config()}>
      {(known) => (
        <>
          <IconButton
            small
            label={known().engine === "off" ? "Set the coordinates" : "Set on the map"}
            icon={<MapPin size={15} aria-hidden="true" />}
            onClick={() => {
              setOpened(true);
              setOpen(true);
            }}
          />
          <Show when={opened()}>
            <Suspense>
              <GeoDialog
                open={open()}
                config={known()}
                geo={text(props.name)}
                address={addressLine({ street: text("street"), city: text("city"), zip: text("zip") })}
                locationId={text("locationId")}
                tone={tone()}
                onClose={() => setOpen(false)}
                onSave={(place) => {
                  props.form.set(props.name, place);
                  setOpen(false);
                }}
              />
            </Suspense>
          </Show>
        </>
      )}
    </Show>
  );
};
