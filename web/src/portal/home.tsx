import {
  ErrorBoundary,
  For,
  Match,
  Show,
  Suspense,
  Switch,
  createSignal,
  lazy,
  untrack,
  type Component,
} from "solid-js";
import type { CustomerStatus } from "@trunkline/domain/customer/status";
import { isFileValue, sizeText, type FileValue } from "@trunkline/domain/fields/file";
import { formatAmount } from "@trunkline/domain/money/format";
import type { PortalHome } from "../data/portal/lite.ts";
import { report } from "../lib/report.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { attrText } from "./attr-text.ts";
import type { SaveOwn } from "./own-fields.tsx";
import { WaitingHome } from "./waiting.tsx";

const STATUS_TEXT: Record<CustomerStatus, string> = {
  new: "Not yet connected",
  active: "Active",
  blocked: "Blocked",
  inactive: "Inactive",
};
const STATUS_TONE: Record<CustomerStatus, Tone> = {
  new: "info",
  active: "good",
  blocked: "bad",
  inactive: "quiet",
};

interface HomeProps {
  /** Undefined while it comes. */
  readonly home: PortalHome | undefined;
  readonly failed: boolean;
  readonly onRetry: () => void;
  readonly save: SaveOwn;
  /** An operator who only looks on. */
  readonly readOnly: boolean;
  /** Fetches one of his files and hands it to the downloads; what went wrong, in words, otherwise. */
  readonly download: (file: FileValue) => Promise<string | undefined>;
}

/** What a customer comes for: is it working, what is owed, are my details right. */
export const Home: Component<HomeProps> = (props) => (
  <main class="portal-page">
    <Switch fallback={<WaitingHome label="Loading your account" />}>
      <Match when={props.home}>{(home) => <Account {...props} home={home()} />}</Match>
      <Match when={props.failed}>
        <div class="portal-card" role="alert">
          <h1>Your account cannot be shown</h1>
          <p>The server cannot be reached. Nothing was changed.</p>
          <Button onClick={() => props.onRetry()}>Try again</Button>
        </div>
      </Match>
    </Switch>
  </main>
);

// Most customers have nothing to fill in; the controls come for those who do.
const OwnFields = lazy(() => import("./own-fields.tsx"));

const Account: Component<HomeProps & { readonly home: PortalHome }> = (props) => {
  const view = () => props.home.view;
  const balance = () => formatAmount(view().balance, props.home.config.general.money);
  const address = () =>
    [view().street, [view().zip, view().city].filter(Boolean).join(" ")].filter(Boolean).join(", ");
  const details = (): readonly (readonly [string, string])[] => [
    ["Customer ID", String(view().number)],
    ["Login", view().login],
    ["Email", view().emails.join(", ")],
    ["Billing email", view().billingEmails.join(", ")],
    ["Phone number", view().phones.join(", ")],
    ["Address", address()],
    ...view()
      .attrs.filter(({ edit, type }) => !edit && type !== "file")
      .map((attr) => [attr.title, attrText(attr, props.home.config.general)] as const),
  ];
  const editable = () => view().attrs.filter(({ edit }) => edit);
  const files = () =>
    view().attrs.flatMap(({ title, value }) => (isFileValue(value) ? [{ title, file: value }] : []));
  return (
    <>
      <h1 dir="auto">{view().name}</h1>
      <Show when={view().status === "blocked"}>
        <Banner tone="bad" boxed>
          {view().balance < 0
            ? "Your service is blocked. Please settle your balance or contact us."
            : "Your service is blocked. Please contact us."}
        </Banner>
      </Show>
      <section class="portal-card" aria-labelledby="balance">
        <h2 id="balance">Account balance</h2>
        <p class="portal-balance number" classList={{ negative: view().balance < 0 }}>
          {balance()}
        </p>
        <p>
          <Badge tone={STATUS_TONE[view().status]}>{STATUS_TEXT[view().status]}</Badge>
        </p>
      </section>
      <section class="portal-card" aria-labelledby="details">
        <h2 id="details">Your details</h2>
        <dl class="portal-details">
          <For each={details().filter(([, value]) => value !== "")}>
            {([label, value]) => (
              <div>
                <dt>{label}</dt>
                <dd dir="auto">{value}</dd>
              </div>
            )}
          </For>
          <For each={files()}>
            {({ title, file }) => (
              <div>
                <dt>{title}</dt>
                <dd>
                  <OwnFile file={file} download={props.download} />
                </dd>
              </div>
            )}
          </For>
        </dl>
      </section>
      <Show when={editable().length > 0}>
        <ErrorBoundary fallback={(error: unknown) => <BrokenForm error={error} />}>
          <Suspense fallback={<div class="portal-card shape tall" role="status" aria-label="Loading" />}>
            <OwnFields
              attrs={editable()}
              general={props.home.config.general}
              save={props.save}
              readOnly={props.readOnly}
            />
          </Suspense>
        </ErrorBoundary>
      </Show>
    </>
  );
};

/** In the place of the form, whether it broke or its script did not come: a browser asks for that once a page. */
const BrokenForm: Component<{ readonly error: unknown }> = (props) => {
  report(untrack(() => props.error));
  return (
    <div class="portal-card" role="alert">
      <p>The part where you can change your details cannot be shown. Reload the page to try again.</p>
      <Button onClick={() => location.reload()}>Reload</Button>
    </div>
  );
};

const OwnFile: Component<{ readonly file: FileValue; readonly download: HomeProps["download"] }> = (
  props,
) => {
  const [busy, setBusy] = createSignal(false);
  const [failed, setFailed] = createSignal<string>();
  const fetch = async () => {
    setBusy(true);
    setFailed(await props.download(props.file));
    setBusy(false);
  };
  return (
    <>
      <Button look="plain" busy={busy()} onClick={() => void fetch()}>
        <bdi>{props.file.name}</bdi> ({sizeText(props.file.size)})
      </Button>
      <span role="status" class="portal-bad">
        {failed()}
      </span>
    </>
  );
};
