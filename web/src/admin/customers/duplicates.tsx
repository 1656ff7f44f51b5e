import { For, Show, type Component } from "solid-js";
import type { Duplicate } from "@trunkline/domain/calls/customers";
import type { MatchBy } from "@trunkline/domain/customer/match";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { useWorkspace } from "../workspace.tsx";

const SAME: Record<MatchBy, string> = {
  email: "e-mail address",
  phone: "phone number",
  identification: "identification",
  companyId: "company ID",
  vatId: "VAT ID",
  address: "name and street",
};

const list = new Intl.ListFormat("en");

interface DuplicatesProps {
  readonly duplicates: readonly Duplicate[];
  readonly busy: boolean;
  readonly onAnyway: () => void;
}

/** Customers who look like the one being added; a warning, never a wall. */
export const Duplicates: Component<DuplicatesProps> = (props) => {
  const workspace = useWorkspace();
  // Who sees only what he added himself is not told whose the others are.
  const unseen = () =>
    workspace.may("customers.view") ? "A customer of another partner" : "A customer you may not see";
  return (
    <div class="duplicates" tabIndex={-1} role="group" aria-label="Customers who look alike">
      <Banner
        tone="warn"
        boxed
        icon={<TriangleAlert size={16} aria-hidden="true" />}
        end={
          <Button small busy={props.busy} onClick={() => props.onAnyway()}>
            Add anyway
          </Button>
        }
      >
        <ul>
          <For each={props.duplicates}>
            {(duplicate) => (
              <li>
                <Show when={duplicate.number} fallback={<>{unseen()}</>}>
                  {(number) => (
                    <Show
                      when={!duplicate.lead}
                      fallback={
                        <>
                          The lead #{number()} <bdi>{duplicate.name}</bdi>
                        </>
                      }
                    >
                      <a href={`/customers/${number()}`} target="_blank" rel="noreferrer">
                        #{number()} <bdi>{duplicate.name}</bdi>
                      </a>
                    </Show>
                  )}
                </Show>{" "}
                has the same {list.format(duplicate.by.map((by) => SAME[by]))}.
              </li>
            )}
          </For>
        </ul>
      </Banner>
    </div>
  );
};
