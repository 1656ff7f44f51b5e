import { Show, type Component } from "solid-js";
import { Brand } from "../ui/brand.tsx";

/** The shapes of name, balance and details in their places, so that nothing jumps when they come. */
export const WaitingHome: Component<{ readonly label: string }> = (props) => (
  <div class="portal-waiting" role="status" aria-label={props.label}>
    <span class="portal-shape name" />
    <span class="portal-card shape" />
    <span class="portal-card shape tall" />
  </div>
);

/** The portal before it knows who is there; says what to do when it cannot begin. */
export const Starting: Component<{ readonly failed: boolean }> = (props) => (
  <div class="portal">
    <header class="portal-bar">
      <Brand size={28} />
      <strong>Customer portal</strong>
    </header>
    <main class="portal-page">
      <Show when={props.failed} fallback={<WaitingHome label="The portal starts" />}>
        <div class="portal-card" role="alert">
          <h1>The portal cannot start</h1>
          <p>The server cannot be reached. Reload to try again.</p>
        </div>
      </Show>
    </main>
  </div>
);
