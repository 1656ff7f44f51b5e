import { createSignal, type Accessor } from "solid-js";
import type { Customer, Geo } from "@trunkline/domain/customer/record";
import { formatGeo } from "@trunkline/domain/geo/typed";
import { CallError } from "../../data/calls.ts";
import { usePorts } from "../../data/ports.tsx";
import { makePress } from "../../lib/press.ts";
import { report } from "../../lib/report.ts";
import { sameValue } from "../../lib/same-value.ts";
import { notify } from "../../ui/toast.tsx";
import { useWorkspace } from "../workspace.tsx";

interface PlaceSaver {
  readonly saving: Accessor<boolean>;
  /** Why the last try stored nothing. */
  readonly trouble: Accessor<string | undefined>;
  save(place: Geo | null): Promise<void>;
  forget(): void;
}

/** Stores a customer's place at once, as a told change of that one field (12 §2.5.4, §3.4.2). */
export function createPlaceSaver(customer: Accessor<Customer>, done: () => void): PlaceSaver {
  const ports = usePorts();
  const workspace = useWorkspace();
  const [saving, setSaving] = createSignal(false);
  const [trouble, setTrouble] = createSignal<string>();
  const press = makePress<object>();
  /** What a colleague stored meanwhile and the person has seen: another Save replaces it. */
  let theirs: { readonly geo: Geo | null } | undefined;

  const send = async (place: Geo | null): Promise<string | undefined> => {
    const base = theirs === undefined ? customer().geo : theirs.geo;
    if (sameValue(base, place)) return undefined;
    const touched = { geo: { base, mine: place } };
    const answer = await ports.customers.save(customer(), touched, workspace.saveSettings(), {
      key: press.keyOf(touched),
    });
    press.answered();
    switch (answer.kind) {
      case "done":
      case "nothing":
        notify({ tone: "good", title: place === null ? "Place removed" : "Place saved" });
        return undefined;
      case "conflict": {
        const other = answer.conflicts.find(({ field }) => field === "geo")?.theirs as Geo | null;
        theirs = { geo: other };
        const text = other === null ? "removed the place" : `set ${formatGeo(other)}`;
        return `A colleague ${text} meanwhile. Save again to replace it.`;
      }
      case "not-found":
        return "The customer is no longer here.";
      case "fields":
      case "not-allowed":
        return "You may not set the place of this customer.";
    }
  };

  return {
    saving,
    trouble,
    async save(place) {
      if (saving()) return;
      setSaving(true);
      setTrouble(undefined);
      try {
        const refused = await send(place);
        setTrouble(refused);
        if (refused === undefined) {
          theirs = undefined;
          done();
        } else notify({ tone: "bad", title: "Place not saved", text: refused });
      } catch (cause) {
        const offline = cause instanceof CallError && cause.failure === "offline";
        if (!offline) report(cause);
        const text = offline
          ? "The database cannot be reached; save again when back online."
          : "Something went wrong; try again.";
        setTrouble(text);
        notify({ tone: "bad", title: "Place not saved", text });
      } finally {
        setSaving(false);
      }
    },
    forget() {
      theirs = undefined;
      setTrouble(undefined);
    },
  };
}
