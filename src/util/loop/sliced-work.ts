/** Long work in slices of a few milliseconds, between which the event loop runs. */
import { callAfterUnref, now } from './clock.js';

/** If the event loop were blocked for longer, responses would get late timestamps. */
const sliceMs = 5;
/** The pause after each slice, as a multiple of the slice's duration: the work uses a quarter of the event loop's time. */
const pauseRatio = 3;

/** Runs a generator to its end, a slice at a time; its timers do not keep the process alive. */
export class SlicedWork<Result> {
  readonly #steps: Generator<void, Result>;
  readonly #onDone: (result: Result) => void;
  #cancelNext = () => {};

  /** `steps` yields at least once a millisecond. `onDone` gets the result. */
  constructor(steps: Generator<void, Result>, onDone: (result: Result) => void) {
    this.#steps = steps;
    this.#onDone = onDone;
  }

  /** Runs the first slice at once, which may complete the work. */
  start(): void {
    this.#runSlice();
  }

  /** Completes the work without further pauses. */
  finish(): void {
    this.#cancelNext();
    this.#onDone(finishSteps(this.#steps));
  }

  #runSlice(): void {
    const startedAt = now();
    do {
      const { done, value } = this.#steps.next();
      if (done === true) {
        this.#onDone(value);
        return;
      }
    } while (now() - startedAt < sliceMs);
    this.#cancelNext = callAfterUnref((now() - startedAt) * pauseRatio, () => this.#runSlice());
  }
}

/** Runs all steps at once; returns the result. */
export function finishSteps<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
