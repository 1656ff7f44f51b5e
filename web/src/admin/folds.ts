import { createSignal } from "solid-js";
import { usePorts } from "../data/ports.tsx";
import { createLiveDoc } from "../lib/live/create-live.ts";
import { report } from "../lib/report.ts";
import type { Fold } from "../ui/page.tsx";

/** Sections whose fold state is kept per administrator, and follows him to another browser (12 §3). */
export type FoldedSection = "customerMain" | "customerMaps" | "customerComments" | "customerAdditional";

/** Gives the fold of each section of a page; a press counts at once, whatever the database says later. */
export function createFolds(): (section: FoldedSection) => Fold {
  const ports = usePorts();
  const stored = createLiveDoc(() => ports.preferences.mine());
  const [pressed, setPressed] = createSignal<Partial<Record<FoldedSection, boolean>>>({});
  return (section) => ({
    get folded() {
      return pressed()[section] ?? stored.value()?.folds[section] ?? false;
    },
    set(folded) {
      setPressed((before) => ({ ...before, [section]: folded }));
      ports.preferences.keepFold(section, folded).catch(report);
    },
  });
}
