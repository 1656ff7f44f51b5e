import type { Component, JSX } from "solid-js";
import { STATUS_LABELS, STATUS_SHORT, type CustomerStatus } from "@trunkline/domain/customer/status";
import Ban from "lucide-solid/icons/ban";
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import CircleOff from "lucide-solid/icons/circle-off";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { moulded } from "../../ui/moulded.ts";

/** The colour of each status, wherever it is shown. */
export const STATUS_TONES: Readonly<Record<CustomerStatus, Tone>> = {
  new: "info",
  active: "good",
  blocked: "bad",
  inactive: "quiet",
};
const ICONS: Record<CustomerStatus, () => JSX.Element> = {
  new: moulded(() => <CircleDashed size={12} aria-hidden="true" />),
  active: moulded(() => <CircleCheck size={12} aria-hidden="true" />),
  blocked: moulded(() => <Ban size={12} aria-hidden="true" />),
  inactive: moulded(() => <CircleOff size={12} aria-hidden="true" />),
};

/** A customer's status in colour, icon and word. */
export const StatusBadge: Component<{ readonly status: CustomerStatus; readonly long?: boolean }> = (
  props,
) => (
  <Badge tone={STATUS_TONES[props.status]} icon={ICONS[props.status]()}>
    {props.long === true ? STATUS_LABELS[props.status] : STATUS_SHORT[props.status]}
  </Badge>
);

/** The same as pictures to be copied: a table shows one in each row. */
export const STATUS_BADGES: Readonly<Record<CustomerStatus, () => JSX.Element>> = {
  new: moulded(() => <StatusBadge status="new" />),
  active: moulded(() => <StatusBadge status="active" />),
  blocked: moulded(() => <StatusBadge status="blocked" />),
  inactive: moulded(() => <StatusBadge status="inactive" />),
};
