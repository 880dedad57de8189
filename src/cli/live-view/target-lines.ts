/** The targets of a run in the live view: missed ones first. Pure. */
import { type TargetResult, verdictOf } from '../../core/results/target-result.js';
import { printableLine } from '../../util/text/printable.js';
import type { BlockLine, Span } from '../terminal/terminal.js';
import { emptyLine, fitLine, span } from './styled-text.js';

const maxTargets = 6;

const styles: Readonly<Record<ReturnType<typeof verdictOf>, Span['style']>> = {
  PASS: 'green',
  WARN: 'yellow',
  FAIL: 'red',
  '…': 'dim',
};

/** Below a blank line and a header; no lines without targets. */
export function targetLines(targets: readonly TargetResult[], width: number): BlockLine[] {
  if (targets.length === 0) return [];
  const missed = targets.filter(({ state }) => state === 'missed');
  const shown = [...missed, ...targets.filter(({ state }) => state !== 'missed')].slice(0, maxTargets);
  const lines = shown.map((result) => {
    const verdict = verdictOf(result);
    return fitLine([span(verdict.padEnd(5), styles[verdict]), span(printableLine(result.line))], width);
  });
  const head = `targets: ${missed.length} of ${targets.length} missed`;
  return [emptyLine, fitLine([span(head, 'dim')], width), ...lines];
}
