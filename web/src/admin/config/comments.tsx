import { Show, createMemo, type Component } from "solid-js";
import {
  COMMENT_COLOURS,
  COMMENT_ICONS,
  checkChoices,
  type CommentCategory,
  type CommentColour,
  type CommentIcon,
  type CommentsConfig,
  type CommentType,
} from "@trunkline/domain/config/comments";
import { problemText } from "@trunkline/domain/customer/problem";
import { usePorts } from "../../data/ports.tsx";
import { Page, Panel } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { COLOUR_NAMES, CommentSign, ICON_NAMES } from "../customer/comments/look.tsx";
import { useWorkspace } from "../workspace.tsx";
import { ConfigGate, ReadOnlyNote, mayChange } from "./access.tsx";
import { ChoicesEditor, newChoiceKey } from "./choices-editor.tsx";
import { createSettingsForm } from "./create-settings-form.ts";
import { Setting } from "./setting.tsx";
import { SettingsFrame } from "./settings-frame.tsx";
import "../customer/comments/comments.css";

/** Config → Main → Comments: what types and categories comments have, and how they look (12 §5.4). */
const CommentsConfigPage: Component = () => {
  const workspace = useWorkspace();
  return (
    <ConfigGate area="customers">
      <Page
        title="Comments"
        crumbs={[{ text: "Config", href: "/config" }, { text: "Main" }, { text: "Comments" }]}
      >
        <ReadOnlyNote area="customers" />
        <Show when={workspace.commentsConfig()} fallback={<Skeleton lines={8} />}>
          {(config) => <Form config={config()} />}
        </Show>
      </Page>
    </ConfigGate>
  );
};

interface Values {
  readonly types: readonly CommentType[];
  readonly categories: readonly CommentCategory[];
}

const LISTS = ["types", "categories"] as const satisfies readonly (keyof Values)[];

/** The first thing that is wrong with a list, for the line under it. */
function textOf(list: keyof Values, values: Values): string | undefined {
  const problem = Object.values(checkChoices(list, values[list]))[0];
  if (problem === undefined) return undefined;
  return problem.kind === "taken" ? "Two of them have the same title." : problemText(problem);
}

const titles = (value: unknown) =>
  Array.isArray(value) ? (value as readonly CommentType[]).map(({ title }) => title).join(", ") : "—";

const Form: Component<{ readonly config: CommentsConfig }> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const locked = () => !mayChange(workspace, "customers");
  const settings = createSettingsForm<Values>({
    draft: "config_comments",
    stored: () => props.config,
    fields: LISTS,
    validate: (values) => {
      const found = LISTS.flatMap((list) => {
        const text = textOf(list, values);
        return text === undefined ? [] : [[list, text] as const];
      });
      return Object.fromEntries(found);
    },
    send: (changes) =>
      ports.call("saveCommentsConfig", {
        ...(changes.types === undefined ? {} : { types: [...changes.types.value] }),
        ...(changes.categories === undefined ? {} : { categories: [...changes.categories.value] }),
      }),
  });
  const { form } = settings;
  const stored = createMemo(() => new Set(LISTS.flatMap((list) => props.config[list].map(({ key }) => key))));

  return (
    <SettingsFrame settings={settings} locked={locked()}>
      <Panel title="Types">
        <Setting form={form} name="types" words={titles}>
          <ChoicesEditor<CommentType, CommentIcon>
            label="Types"
            noun="type"
            hint="The type gives a comment its icon. One that is taken out stays with the comments that have it."
            choices={form.value("types")}
            stored={stored()}
            always="comment"
            looks={COMMENT_ICONS}
            lookName={(icon) => ICON_NAMES[icon]}
            lookLabel="Icon"
            lookOf={({ icon }) => icon}
            withLook={(choice, icon) => ({ ...choice, icon })}
            make={(title) => ({ key: newChoiceKey(), title, icon: "bubble", retired: false })}
            sign={({ icon }) => <CommentSign icon={icon} colour="gray" />}
            onChange={(choices) => form.set("types", choices)}
            error={form.error("types")}
            locked={locked()}
          />
        </Setting>
      </Panel>
      <Panel title="Categories">
        <Setting form={form} name="categories" words={titles}>
          <ChoicesEditor<CommentCategory, CommentColour>
            label="Categories"
            noun="category"
            hint="The category gives the icon its colour; its title is always written beside it."
            choices={form.value("categories")}
            stored={stored()}
            always="info"
            looks={COMMENT_COLOURS}
            lookName={(colour) => COLOUR_NAMES[colour]}
            lookLabel="Colour"
            lookOf={({ colour }) => colour}
            withLook={(choice, colour) => ({ ...choice, colour })}
            make={(title) => ({ key: newChoiceKey(), title, colour: "blue", retired: false })}
            sign={({ colour }) => <CommentSign icon="bubble" colour={colour} />}
            onChange={(choices) => form.set("categories", choices)}
            error={form.error("categories")}
            locked={locked()}
          />
        </Setting>
      </Panel>
    </SettingsFrame>
  );
};

export default CommentsConfigPage;
