import { Show, type Component } from "solid-js";
import "./frame/frame.css";

/** The shape of the application while it comes; says what to do when it cannot. */
export const Starting: Component<{ readonly failed: boolean }> = (props) => (
  <Show
    when={!props.failed}
    fallback={
      <main class="starting-failed" role="alert">
        <h1>Trunkline cannot start</h1>
        <p>The server cannot be reached. What this device keeps is still there. Reload to try again.</p>
      </main>
    }
  >
    <div class="frame" role="status" aria-label="Trunkline starts">
      <div class="rail" />
      <div class="bar" />
      <main class="content" />
    </div>
  </Show>
);
