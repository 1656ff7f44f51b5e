import { For, Show, type JSX } from "solid-js";
import { Avatar, type Person } from "./avatar.tsx";
import { Moment } from "./time.tsx";
import "./timeline.css";

/** One field as it was and as it became, in words. */
export interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

export interface TimelineEntry {
  readonly id: string;
  readonly actor: Person;
  readonly at: number;
  readonly sentence: JSX.Element;
  readonly changes: readonly FieldChange[];
  /** Something to do about this entry: undo. */
  readonly action?: JSX.Element;
}

interface TimelineProps<T extends { readonly id: string }> {
  readonly entries: readonly T[];
  readonly label: string;
  /** Turns a record into what is shown; called once per record. */
  readonly tell: (entry: T) => TimelineEntry;
}

/** What happened, newest first: who, what, when; old and new values on request. */
export function Timeline<T extends { readonly id: string }>(props: TimelineProps<T>): JSX.Element {
  return (
    <ol class="timeline" aria-label={props.label}>
      <For each={props.entries}>
        {(record) => {
          // A getter, not a copy: an entry that changes while shown (a pending write that got its time) follows.
          const entry = () => props.tell(record);
          return (
            <li class="timeline-entry">
              <Avatar person={entry().actor} />
              <div>
                <p class="timeline-line">
                  <strong>{entry().actor.name}</strong> {entry().sentence}
                </p>
                <p class="timeline-when">
                  <Moment at={entry().at} />
                  {entry().action}
                </p>
                <Show when={entry().changes.length > 0}>
                  <details class="timeline-details">
                    <summary>Old and new values</summary>
                    <table class="change-table">
                      <thead>
                        <tr>
                          <th scope="col">Field</th>
                          <th scope="col">Before</th>
                          <th scope="col">After</th>
                        </tr>
                      </thead>
                      <tbody>
                        <For each={entry().changes}>
                          {(change) => (
                            <tr>
                              <th scope="row">{change.field}</th>
                              <td dir="auto">{change.before}</td>
                              <td dir="auto">{change.after}</td>
                            </tr>
                          )}
                        </For>
                      </tbody>
                    </table>
                  </details>
                </Show>
              </div>
            </li>
          );
        }}
      </For>
    </ol>
  );
}
