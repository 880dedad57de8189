/** Draws the live view of a headless run on a terminal, once a second. */
import type { Reporter } from '../../core/reporter.js';
import type { TargetResult } from '../../core/results/target-result.js';
import type { Snapshot } from '../../core/snapshot.js';
import type { Terminal } from '../terminal/terminal.js';
import { type FrameOptions, liveFrame } from './live-frame.js';
import { LiveHistory } from './live-history.js';
import { NewestFailures } from './newest-failures.js';

/** What a frame shows of the options of the run. */
type LiveSettings = Pick<FrameOptions, 'runTime' | 'iterations' | 'spawnRate' | 'hasKeys'>;

/** Takes the place of the periodic tables. */
export class LiveReporter implements Reporter {
  readonly name = 'live view';
  readonly #terminal: Terminal;
  readonly #readSettings: () => LiveSettings;
  readonly #history = new LiveHistory();
  readonly #failures = new NewestFailures();
  readonly #targets: () => readonly TargetResult[];
  #startedAt = 0;
  #newest: Snapshot | null = null;

  /** `readSettings` is called for each frame: a listener of `init` may set the run time and the spawn rate. */
  constructor(terminal: Terminal, readSettings: () => LiveSettings, targets: () => readonly TargetResult[] = () => []) {
    this.#targets = targets;
    this.#terminal = terminal;
    this.#readSettings = readSettings;
  }

  start(snapshot: Snapshot): void {
    this.#startedAt = snapshot.at;
    this.#history.add(snapshot);
  }

  tick(snapshot: Snapshot): void {
    this.#history.add(snapshot);
    this.#failures.add(snapshot.stats);
    this.#newest = snapshot;
    this.redraw();
  }

  /** Draws the newest frame again, such as in a window of another size. */
  redraw(): void {
    const snapshot = this.#newest;
    if (snapshot === null) return;
    const options = {
      ...this.#readSettings(),
      ...this.#terminal.size(),
      elapsedSeconds: Math.round(snapshot.at - this.#startedAt),
      since: this.#history.since,
      failures: this.#failures.kinds,
      targets: this.#targets(),
    };
    this.#terminal.block(liveFrame(snapshot, this.#history.values, options));
  }

  end(): void {
    this.#newest = null;
    this.#terminal.endBlock();
  }
}
