/** Collects what a listener tells, so that a test can await the next of it. */
export class Events<T> implements AsyncIterator<T> {
  private readonly arrived: T[] = [];
  private readonly waiting: { take(value: T): void; fail(error: unknown): void }[] = [];
  private failure: { readonly error: unknown } | undefined;

  readonly push = (value: T): void => {
    const first = this.waiting.shift();
    if (first) first.take(value);
    else this.arrived.push(value);
  };
  readonly fail = (error: unknown): void => {
    this.failure = { error };
    for (const { fail } of this.waiting.splice(0)) fail(error);
  };

  async next(): Promise<{ done: false; value: T }> {
    return { done: false, value: await this.take() };
  }
  /** The next event. */
  take(): Promise<T> {
    const first = this.arrived.shift();
    if (first !== undefined) return Promise.resolve(first);
    if (this.failure) return Promise.reject(this.failure.error);
    return new Promise((take, fail) => this.waiting.push({ take, fail }));
  }
  /** The first event from now on that fits. */
  async until(fits: (value: T) => boolean): Promise<T> {
    for (;;) {
      const value = await this.take();
      if (fits(value)) return value;
    }
  }
  /** How many wait to be taken. */
  get length(): number {
    return this.arrived.length;
  }
}
