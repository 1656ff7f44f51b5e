import type { Firestore } from "firebase/firestore";
import type { Customer } from "@trunkline/domain/customer/record";
import type { PartnerId } from "@trunkline/domain/ids/ids";
import { report } from "../../lib/report.ts";
import { passingRows, type PassingNeeds } from "../firestore/passing.ts";
import { followPartnerIndex, type PartnerIndex } from "./partner-index.ts";
import type { OpenSearch, SearchEvents } from "./port.ts";
import type { SearchAnswer } from "../ports.tsx";
import type { SiftAnswer } from "./protocol.ts";
import { createSketches } from "./sketches.ts";
import { startSearchWorker } from "./start-worker.ts";

/** Starts the worker and brings the index of every partner asked for; fetched at the first use of a search box. */
export function openSearch(db: Firestore, needs: PassingNeeds, events: SearchEvents): OpenSearch {
  const waiting = new Map<number, (answer: SearchAnswer) => void>();
  const sifting = new Map<number, (answer: SiftAnswer) => void>();
  const followed = new Map<PartnerId, PartnerIndex>();
  const sketch = createSketches();
  let asks = 0;

  const failed = (partner: PartnerId, cause: unknown) => {
    report(cause);
    followed.get(partner)?.stop();
    followed.delete(partner);
    worker.send({ kind: "drop", partner });
    events.failed(partner);
  };
  const worker = startSearchWorker(
    (message) => {
      if (message.kind === "based") events.based(message.partner as PartnerId);
      else if (message.kind === "changed") events.changed();
      else if (message.kind === "unreadable") {
        failed(message.partner as PartnerId, new Error("A shard of the search index cannot be unpacked"));
      } else if (message.kind === "sifted") {
        const { kind: _kind, ask, ...answer } = message;
        sifting.get(ask)?.(answer);
        sifting.delete(ask);
      } else {
        waiting.get(message.ask)?.({ hits: message.hits, more: message.more });
        waiting.delete(message.ask);
      }
    },
    (cause) => {
      for (const partner of followed.keys()) failed(partner, cause);
    },
  );

  return {
    rows: passingRows(needs),
    follow(partner) {
      if (followed.has(partner)) return;
      followed.set(
        partner,
        followPartnerIndex(db, partner, worker, (cause) => failed(partner, cause)),
      );
    },
    seen(customer: Customer) {
      for (const index of followed.values()) index.seen(customer);
    },
    gone(id) {
      for (const index of followed.values()) index.gone(id);
    },
    async sift(question, window, types) {
      asks += 1;
      const ask = asks;
      const answer = await new Promise<SiftAnswer>((resolve) => {
        sifting.set(ask, resolve);
        worker.send({ kind: "sift", ask, question, window });
      });
      const { lines } = answer;
      return lines === undefined || types === undefined
        ? answer
        : { ...answer, sketch: sketch(lines, types) };
    },
    find(typed, limit) {
      asks += 1;
      const ask = asks;
      return new Promise((resolve) => {
        waiting.set(ask, resolve);
        worker.send({ kind: "find", ask, typed, limit });
      });
    },
    close() {
      for (const index of followed.values()) index.stop();
      followed.clear();
      worker.stop();
    },
  };
}
