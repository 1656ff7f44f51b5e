/** What operators of a provider write about their customers. */
export const COMMENTS: readonly {
  readonly text: string;
  readonly type: string;
  readonly category: string;
  readonly format?: "markup";
}[] = [
  {
    text: "Called about slow evening speeds; asked him to run the test over cable.",
    type: "support",
    category: "call",
  },
  { text: "Router replaced, old one returned (serial ends in 4711).", type: "technical", category: "visit" },
  { text: "Prefers calls after 17:00.", type: "comment", category: "info" },
  { text: "Paid in cash at the office, receipt handed over.", type: "billing", category: "info" },
  { text: "Interested in the 500 Mbps plan once the street is on fibre.", type: "sales", category: "info" },
  { text: "Antenna needs realignment after the storm.", type: "technical", category: "warning" },
  { text: "Dog in the yard! Ring twice and wait.", type: "comment", category: "warning" },
  { text: "Asked for the invoice to go to the accountant as well.", type: "billing", category: "call" },
  {
    text: "Outage from 02:10 to 05:45, caused by the power company. Explained, he is fine with it.",
    type: "support",
    category: "info",
  },
  { text: "Pán Dvořák prosí o fakturu poštou, e-mail nečte.", type: "billing", category: "info" },
  {
    text: "Kundin zieht zum Monatsende um – Übernahme durch Nachmieter möglich.",
    type: "sales",
    category: "call",
  },
  { text: "La cliente est satisfaite 🙂", type: "support", category: "call" },
  { text: "دفع العميل الفاتورة نقدًا.", type: "billing", category: "info" },
  { text: "午後に再度電話してほしいとのこと。", type: "support", category: "call" },
  {
    text: "**Measured on the roof**\n\n- signal -61 dBm, was -74\n- cable *replaced*, 18 m\n- old antenna taken down",
    type: "technical",
    category: "visit",
    format: "markup",
  },
  {
    text: "Compared for him, see [our price list](https://isp.example/prices):\n\n| Plan | Down | Fee |\n| --- | --- | --- |\n| Home 100 | 100 Mbps | 399 |\n| Home 500 | 500 Mbps | 599 |",
    type: "sales",
    category: "call",
    format: "markup",
  },
  { text: "Neighbour at no. 12 has the key to the roof.", type: "technical", category: "visit" },
];

/** What is left to do, with its day. */
export const TODOS: readonly { readonly text: string; readonly type: string; readonly category: string }[] = [
  { text: "Call back about the upgrade", type: "sales", category: "call" },
  { text: "Visit: realign antenna, bring the long ladder", type: "technical", category: "visit" },
  { text: "Check whether the overdue invoice was paid", type: "billing", category: "warning" },
  { text: "Send the signed contract", type: "sales", category: "info" },
  { text: "Ask if the new router works", type: "support", category: "call" },
];
