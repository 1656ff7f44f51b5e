import { Show, createEffect, createSignal, type Component } from "solid-js";
import { report } from "../../lib/report.ts";

/** The quiet zone that readers ask for, in modules. */
const BORDER = 4;

interface Drawing {
  readonly size: number;
  readonly path: string;
}

// The encoder is fetched when the first picture is wanted, which for most people is never.
async function draw(text: string): Promise<Drawing | undefined> {
  try {
    const { encode } = await import("uqr");
    const { size, data } = encode(text, { ecc: "M", border: BORDER });
    const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { size, path: dark.join("") };
  } catch (cause) {
    report(cause);
    return undefined;
  }
}

/** A text as a QR code, dark on white in every theme; nothing while the encoder cannot be fetched. */
export const QrCode: Component<{ readonly text: string; readonly label: string }> = (props) => {
  // No resource: waiting for a picture must not take the page and the focus away.
  const [drawing, setDrawing] = createSignal<Drawing>();
  createEffect(() => {
    void draw(props.text).then(setDrawing);
  });
  return (
    <Show when={drawing()}>
      {(drawn) => (
        <svg
          class="qr-code"
          role="img"
          aria-label={props.label}
          viewBox={`0 0 ${drawn().size} ${drawn().size}`}
          shape-rendering="crispEdges"
        >
          <rect width="100%" height="100%" fill="#fff" />
          <path d={drawn().path} fill="#000" />
        </svg>
      )}
    </Show>
  );
};
