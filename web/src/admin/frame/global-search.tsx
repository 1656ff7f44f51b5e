import type { Component } from "solid-js";
import { useNavigate } from "@solidjs/router";
import { Palette, type PaletteItem } from "../../ui/palette.tsx";
import { useWorkspace } from "../workspace.tsx";

interface GlobalSearchProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onHelp: () => void;
}

/** Opens pages and actions by their name, and a customer by ID. */
export const GlobalSearch: Component<GlobalSearchProps> = (props) => {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const pages = (): readonly PaletteItem[] => {
    const add: PaletteItem = {
      id: "add",
      group: "Pages",
      label: "Add a customer",
      keys: "N",
      run: () => navigate("/customers/add"),
    };
    const list: PaletteItem = { id: "list", group: "Pages", label: "Customers", run: () => navigate("/customers") };
    return [
      ...(workspace.may("customers.list") || workspace.may("customers.list.own") ? [list] : []),
      ...(workspace.may("customers.add") ? [add] : []),
      { id: "keys", group: "Actions", label: "Show all keys", keys: "?", run: () => props.onHelp() },
    ];
  };
  const find = (query: string): readonly PaletteItem[] => {
    const wanted = query.trim().toLocaleLowerCase();
    const number = /^#?(\d{1,9})$/.exec(wanted)?.[1];
    const customer: readonly PaletteItem[] =
      number === undefined
        ? []
        : [
            {
              id: `customer-${number}`,
              group: "Customers",
              label: `Customer #${number}`,
              run: () => navigate(`/customers/${number}`),
            },
          ];
    return [...customer, ...pages().filter((item) => item.label.toLocaleLowerCase().includes(wanted))];
  };
  return (
    <Palette
      open={props.open}
      onClose={() => props.onClose()}
      placeholder="Customer ID, page or action"
      find={find}
    />
  );
};
