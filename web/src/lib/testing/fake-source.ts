import type { LiveFailure, LiveObserver, LiveSource } from "../live/source.ts";

export interface FakeSource<T> extends LiveSource<T> {
  /** What the server would send to every listener. */
  send(value: T, fromCache?: boolean): void;
  fail(failure: LiveFailure): void;
  /** How many listeners are open now. */
  open(): number;
  /** How many were ever opened. */
  opened(): number;
}

/** A source a test drives by hand. */
export function fakeSource<T>(key: string): FakeSource<T> {
  const observers = new Set<LiveObserver<T>>();
  let opened = 0;
  return {
    key,
    subscribe(observer) {
      opened += 1;
      observers.add(observer);
      return () => observers.delete(observer);
    },
    send(value, fromCache = false) {
      for (const observer of observers) observer.next(value, fromCache);
    },
    fail(failure) {
      for (const observer of observers) {
        observers.delete(observer);
        observer.error(failure);
      }
    },
    open: () => observers.size,
    opened: () => opened,
  };
}
