/** The lines of the live view: state, charts, targets, the busiest rows, the newest failures. Pure: plain data in, lines out. */

import type { TargetResult } from '../../core/results/target-result.js';
import type { Snapshot } from '../../core/snapshot.js';
import type { BlockLine } from '../terminal/terminal.js';
import { entryLines } from './entry-lines.js';
import { failureLines } from './failure-lines.js';
import type { LiveValues } from './live-history.js';
import { measureLines } from './measure-lines.js';
import type { FailureKind } from './newest-failures.js';
import { stateLine } from './state-line.js';
import { targetLines } from './target-lines.js';

/** What a frame shows besides the snapshot. */
export interface FrameOptions {
  readonly columns: number;
  readonly rows: number;
  readonly elapsedSeconds: number;
  /** Seconds; null without a time limit. */
  readonly runTime: number | null;
  /** How many tasks all users together may do; null without a limit. */
  readonly iterations: number | null;
  /** Users started per second; null where a shape decides. */
  readonly spawnRate: number | null;
  /** Whether keys change the run. */
  readonly hasKeys: boolean;
  /** Figures are those since then: a few seconds ago, or the start. */
  readonly since: Snapshot;
  /** The newest failures first. */
  readonly failures: readonly FailureKind[];
  /** What became of the targets so far. */
  readonly targets?: readonly TargetResult[];
}

/** Wider lines put figures too far from names. */
const maxWidth = 140;

/** At most `rows - 1` lines of at most `columns - 1` columns: a full line would wrap or scroll. */
export function liveFrame(snapshot: Snapshot, values: LiveValues, options: FrameOptions): BlockLine[] {
  const width = Math.min(maxWidth, Math.max(10, options.columns - 1));
  const head = [
    stateLine(snapshot, options, width),
    ...measureLines(snapshot, values, options, width),
    ...targetLines(options.targets ?? [], width),
  ];
  const failures = failureLines(options.failures, width);
  const room = options.rows - 1 - head.length - failures.length;
  const lines = [...head, ...entryLines(snapshot, options.since, width, room), ...failures];
  return lines.slice(0, Math.max(1, options.rows - 1));
}
