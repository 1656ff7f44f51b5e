import { Show, type Component } from "solid-js";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";

interface FormEndProps {
  /** What went wrong with the whole of it. */
  readonly trouble: string | undefined;
  readonly submit: string;
  readonly danger?: boolean | undefined;
  readonly busy: boolean;
  readonly onCancel: () => void;
}

/** The end of a form of the profile: what went wrong, and its buttons. */
export const FormEnd: Component<FormEndProps> = (props) => (
  <>
    <div aria-live="polite">
      <Show when={props.trouble}>
        {(text) => (
          <Banner tone="bad" boxed>
            {text()}
          </Banner>
        )}
      </Show>
    </div>
    <div class="profile-actions">
      <Button type="submit" look={props.danger === true ? "danger" : "primary"} busy={props.busy}>
        {props.submit}
      </Button>
      <Button onClick={() => props.onCancel()}>Cancel</Button>
    </div>
  </>
);
