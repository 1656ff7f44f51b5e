import type { CodeName } from "../../engine/errors.ts";
import { FirestoreError } from "../../engine/errors.ts";
import type {
  BidiMethod,
  BidiSink,
  BidiStream,
  CallContext,
  FirestoreService,
  Message,
} from "../../rpc/api.ts";
import type { RpcName } from "../proto.ts";

/** One planned failure: the `nth` call of a method from now on, and `times` − 1 more after it. */
export interface PlannedFault {
  readonly method: RpcName;
  readonly nth: number;
  readonly times: number;
  readonly code: CodeName;
  readonly message: string;
  /** `fail`: nothing happens. `lose`: the work is done and its answer lost. */
  readonly kind: "fail" | "lose";
}

/** Failures as a cloud may produce them, for tests only. A message on a Write stream that carries writes counts as one call of `write`. */
export interface Faults {
  plan(fault: PlannedFault): void;
  /** While stalled, streams stay open and send nothing; what they would have sent follows when they run again. */
  stall(stalled: boolean): void;
  /** Ends every open Listen and Write stream with UNAVAILABLE. */
  cutStreams(): void;
  /** What is planned and has not happened yet. */
  pending(): readonly PlannedFault[];
  clear(): void;
}

interface Open {
  cut(): void;
  flush(): void;
}

/** Wraps a service so that planned faults happen in it. */
export function withFaults(service: FirestoreService): {
  readonly service: FirestoreService;
  readonly faults: Faults;
} {
  const planned: { fault: PlannedFault; seen: number }[] = [];
  const open = new Set<Open>();
  let stalled = false;

  /** Counts a call and gives the fault that is due for it. */
  function due(method: RpcName): PlannedFault | undefined {
    let found: PlannedFault | undefined;
    for (const entry of planned) {
      if (entry.fault.method !== method) continue;
      entry.seen++;
      if (entry.seen >= entry.fault.nth && entry.seen < entry.fault.nth + entry.fault.times)
        found ??= entry.fault;
    }
    for (let i = planned.length - 1; i >= 0; i--) {
      const entry = planned[i];
      if (entry && entry.seen >= entry.fault.nth + entry.fault.times - 1) planned.splice(i, 1);
    }
    return found;
  }

  function openFaulty(method: BidiMethod, context: CallContext, sink: BidiSink): BidiStream {
    const refusal = method === "listen" ? due("listen") : undefined;
    let losing: PlannedFault | undefined;
    let over = false;
    const held: (() => void)[] = [];
    const now = (act: () => void): void => {
      if (stalled) held.push(act);
      else act();
    };
    const finish = (error?: FirestoreError): void => {
      if (over) return;
      over = true;
      open.delete(self);
      if (error) sink.end(error);
      else sink.end();
    };
    const refuse = (fault: PlannedFault): void => {
      finish(new FirestoreError(fault.code, fault.message));
      stream.close();
    };
    const stream = service.open(method, context, {
      send: (message) => {
        if (over) return;
        const lost = losing;
        if (!lost) return now(() => sink.send(message));
        refuse(lost);
      },
      end: (error) => now(() => finish(error)),
    });
    const self: Open = {
      cut: () => {
        finish(new FirestoreError("UNAVAILABLE", "The stream was cut."));
        stream.close();
      },
      flush: () => {
        for (const act of held.splice(0)) act();
      },
    };
    open.add(self);
    return {
      receive(message) {
        if (over) return;
        if (refusal) return refuse(refusal);
        const fault = method === "write" && carriesWrites(message) ? due("write") : undefined;
        if (fault?.kind === "fail") return refuse(fault);
        if (fault) losing = fault;
        stream.receive(message);
      },
      close() {
        open.delete(self);
        stream.close();
      },
    };
  }

  const faulty: FirestoreService = {
    async unary(method, request, context) {
      const fault = due(method);
      if (fault?.kind === "fail") throw new FirestoreError(fault.code, fault.message);
      const answer = await service.unary(method, request, context);
      if (fault) throw new FirestoreError(fault.code, fault.message);
      return answer;
    },
    async *streaming(method, request, context) {
      const fault = due(method);
      if (fault) throw new FirestoreError(fault.code, fault.message);
      yield* service.streaming(method, request, context);
    },
    open: openFaulty,
  };
  return {
    service: faulty,
    faults: {
      plan: (fault) => void planned.push({ fault, seen: 0 }),
      stall(next) {
        stalled = next;
        if (!stalled) for (const stream of open) stream.flush();
      },
      cutStreams: () => {
        for (const stream of open) stream.cut();
      },
      pending: () => planned.map(({ fault }) => fault),
      clear() {
        planned.length = 0;
        this.stall(false);
      },
    },
  };
}

function carriesWrites(message: Message): boolean {
  const writes = message["writes"];
  return Array.isArray(writes) && writes.length > 0;
}
