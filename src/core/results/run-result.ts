/** The value that a run resolves with. */
import type { Snapshot } from '../snapshot.js';
import type { Judgement } from './target-result.js';

/** The result of a run. */
export interface RunResult {
  readonly snapshot: Snapshot;
  /** 0 for a good run; `--exit-code-on-error` for failed requests or exceptions; 2 if part of the run itself failed. */
  readonly exitCode: number;
  /** What became of the targets; without targets, passed with no results. */
  readonly judgement: Judgement;
  /** The reason, as one sentence; null if the log and the tables show it. */
  readonly reason: string | null;
}
