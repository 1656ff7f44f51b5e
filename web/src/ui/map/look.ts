import { createSignal, onCleanup, type Accessor } from "solid-js";

/** Whether the page is dark at this moment: as chosen, else as the system. */
export function createDark(): Accessor<boolean> {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => {
    const { theme } = document.documentElement.dataset;
    return theme === "dark" || (theme !== "light" && system.matches);
  };
  const [dark, setDark] = createSignal(isDark());
  const look = () => void setDark(isDark());
  system.addEventListener("change", look);
  const chosen = new MutationObserver(look);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  onCleanup(() => {
    system.removeEventListener("change", look);
    chosen.disconnect();
  });
  return dark;
}
