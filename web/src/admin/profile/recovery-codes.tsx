import { For, type Component } from "solid-js";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { notify } from "../../ui/toast.tsx";

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}

/** Ten recovery codes, shown this once. */
export const RecoveryCodes: Component<RecoveryCodesProps> = (props) => {
  const copy = () => {
    navigator.clipboard.writeText(props.codes.join("\n")).then(
      () => notify({ tone: "good", title: "Recovery codes copied" }),
      () =>
        notify({
          tone: "bad",
          title: "Not copied",
          text: "The browser does not allow it. Select and copy them.",
        }),
    );
  };
  return (
    <section class="recovery" aria-label="Recovery codes">
      <Banner tone="warn" boxed>
        Keep these ten codes where only you find them: they are shown this once. Each signs you in once in
        place of the app, the day the phone is lost.
      </Banner>
      <ol class="recovery-codes">
        <For each={props.codes}>{(code) => <li>{code}</li>}</For>
      </ol>
      <div class="profile-actions">
        <Button onClick={copy}>Copy</Button>
        <Button onClick={() => window.print()}>Print</Button>
        <Button look="primary" onClick={() => props.onKept()}>
          I have kept them
        </Button>
      </div>
    </section>
  );
};
