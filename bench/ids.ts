import { createCustomer } from "../functions/src/customers/create.ts";
import { aKey, anAdmin, anotherInstance, openHouse } from "../tests/flows/house.ts";
import type { Row } from "./table.ts";

const AT_ONCE = 50;
const INSTANCES = 5;
/** Every so many-th commit is answered with ABORTED, as under contention: 20 %. */
const ABORTED = 5;

/** Customers added at the same moment through several instances (quality-goals P10): numbers without gap or error. */
export async function run(): Promise<readonly Row[]> {
  const house = await openHouse({ unkind: true });
  try {
    const admin = await anAdmin(house);
    const instances = Array.from({ length: INSTANCES }, () => anotherInstance(house));
    await house.abortEvery(ABORTED);
    const started = performance.now();
    const answers = await Promise.allSettled(
      Array.from({ length: AT_ONCE }, (_, i) => {
        const values = { name: `Customer ${i}` };
        const pressed = { key: aKey(), values, password: null, preview: null, anyway: true };
        const input = pressed as unknown as Parameters<typeof createCustomer>[2];
        return createCustomer(instances[i % INSTANCES] ?? house.platform, admin, input);
      }),
    );
    const seconds = (performance.now() - started) / 1000;
    const numbers = answers
      .flatMap((answer) =>
        answer.status === "fulfilled" && answer.value.kind === "created" ? [answer.value.number] : [],
      )
      .sort((a, b) => a - b);
    const consecutive = numbers.every((number, i) => number === i + 1);
    const errors = AT_ONCE - numbers.length;
    return [
      {
        name: `${AT_ONCE} added at once, every ${ABORTED}th commit aborted`,
        value: consecutive && errors === 0 ? `1 to ${AT_ONCE}` : numbers.join(", "),
        goal: "consecutive numbers, none twice",
        pass: consecutive && numbers.length === AT_ONCE,
      },
      { name: "errors shown", value: String(errors), goal: "0", pass: errors === 0 },
      {
        name: "added per second",
        value: (AT_ONCE / seconds).toFixed(1),
        goal: "for colour",
        pass: null,
      },
    ];
  } finally {
    await house.close();
  }
}
