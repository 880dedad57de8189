/** The newest failures of the live view, exceptions included. Pure. */
import { fitMiddle } from '../../util/text/fit-text.js';
import { printableLine } from '../../util/text/printable.js';
import { columnsOf } from '../../util/text/text-columns.js';
import type { BlockLine } from '../terminal/terminal.js';
import type { FailureKind } from './newest-failures.js';
import { emptyLine, fitLine, span } from './styled-text.js';

const maxFailures = 3;

/** Below a blank line and a header; a long name is shortened before the error text is cut. */
export function failureLines(failures: readonly FailureKind[], width: number): BlockLine[] {
  if (failures.length === 0) return [];
  const lines = failures.slice(0, maxFailures).map((failure) => failureLine(failure, width));
  return [emptyLine, fitLine([span('newest failures', 'dim')], width), ...lines];
}

function failureLine({ label, occurrences, ...failure }: FailureKind, width: number): BlockLine {
  const count = `${occurrences.toLocaleString('en')}× `;
  const text = printableLine(failure.text);
  const title = printableLine(label);
  const room = width - count.length;
  const nameWidth = Math.max(room - columnsOf(text) - 2, Math.floor(room / 2) - 2);
  const shown = columnsOf(title) <= nameWidth ? title : fitMiddle(title, nameWidth).trimEnd();
  return fitLine([span(count), span(`${shown}: `), span(text, 'red')], width);
}
