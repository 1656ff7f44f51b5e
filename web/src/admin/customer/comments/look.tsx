import type { Component } from "solid-js";
import { Dynamic } from "solid-js/web";
import type {
  CommentCategory,
  CommentColour,
  CommentIcon,
  CommentsConfig,
  CommentType,
} from "@trunkline/domain/config/comments";
import Coins from "lucide-solid/icons/coins";
import Flag from "lucide-solid/icons/flag";
import Headset from "lucide-solid/icons/headset";
import House from "lucide-solid/icons/house";
import MessageSquare from "lucide-solid/icons/message-square";
import Phone from "lucide-solid/icons/phone";
import ShoppingCart from "lucide-solid/icons/shopping-cart";
import Wrench from "lucide-solid/icons/wrench";

const ICONS: Readonly<Record<CommentIcon, typeof Flag>> = {
  bubble: MessageSquare,
  headset: Headset,
  cart: ShoppingCart,
  coins: Coins,
  wrench: Wrench,
  flag: Flag,
  phone: Phone,
  home: House,
};

export const ICON_NAMES: Readonly<Record<CommentIcon, string>> = {
  bubble: "Speech bubble",
  headset: "Headset",
  cart: "Cart",
  coins: "Coins",
  wrench: "Wrench",
  flag: "Flag",
  phone: "Phone",
  home: "House",
};

export const COLOUR_NAMES: Readonly<Record<CommentColour, string>> = {
  blue: "Blue",
  green: "Green",
  orange: "Orange",
  red: "Red",
  violet: "Violet",
  gray: "Gray",
};

export interface CommentLook {
  readonly type: Pick<CommentType, "title" | "icon">;
  readonly category: Pick<CommentCategory, "title" | "colour">;
}

/** How a comment looks (12 §5.4); one whose type nobody knows any more is named by its key. */
export function lookOf(
  config: CommentsConfig | undefined,
  comment: { readonly type: string; readonly category: string },
): CommentLook {
  const type = config?.types.find((one) => one.key === comment.type);
  const category = config?.categories.find((one) => one.key === comment.category);
  return {
    type: type ?? { title: comment.type, icon: "bubble" },
    category: category ?? { title: comment.category, colour: "gray" },
  };
}

/** The icon of a type in the colour of a category; what both mean is written beside it. */
export const CommentSign: Component<{
  readonly icon: CommentIcon;
  readonly colour: CommentColour;
  readonly small?: boolean;
}> = (props) => (
  <span class={`comment-sign ${props.colour}`} classList={{ small: props.small === true }}>
    <Dynamic component={ICONS[props.icon]} size={props.small === true ? 12 : 14} aria-hidden="true" />
  </span>
);
