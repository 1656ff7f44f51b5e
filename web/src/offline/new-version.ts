/**
 * Tells quietly that a newer version can be had, and how. A sign-in page on which nobody has begun takes it at once,
 * unless it was just loaded for that.
 */
export function tellNewVersion(keepsDrafts: boolean): void {
  if (untouched() && !wasReloaded()) {
    location.reload();
    return;
  }
  if (document.querySelector(".new-version") !== null) return;
  const notice = element("div", "new-version");
  notice.setAttribute("role", "status");
  const text = element("span", "");
  text.textContent = `A new version is there. ${keepsDrafts ? "What you typed is kept." : "Save first what you typed."}`;
  notice.append(
    text,
    button("Reload", "button primary small", () => location.reload()),
    button("Later", "button plain small", () => notice.remove()),
  );
  document.body.append(notice);
}

/** The sign-in page with nothing in it: no input, and no word on why the person is here. */
function untouched(): boolean {
  const page = document.querySelector(".sign-in");
  if (page === null || page.querySelector(".banner") !== null) return false;
  return [...page.querySelectorAll("input")].every(({ type, checked, value }) =>
    type === "checkbox" ? !checked : value === "",
  );
}

const wasReloaded = (): boolean =>
  performance
    .getEntriesByType("navigation")
    .some((entry) => (entry as PerformanceNavigationTiming).type === "reload");

function element<K extends keyof HTMLElementTagNameMap>(name: K, look: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = look;
  return made;
}

function button(label: string, look: string, run: () => void): HTMLButtonElement {
  const made = element("button", look);
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", run);
  return made;
}
