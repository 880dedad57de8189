/** Lines of the live view: texts with a style each, fitted to a width in terminal columns. Pure. */
import { fitEnd } from '../../util/text/fit-text.js';
import { columnsOf } from '../../util/text/text-columns.js';
import type { BlockLine, Span } from '../terminal/terminal.js';

/** A span; empty ones take no room. */
export function span(text: string, style: Span['style'] = 'plain'): Span {
  return { text, style };
}

/** The spans as far as they fit: the one that does not is cut, those after it are left out. */
export function fitLine(spans: BlockLine, width: number): BlockLine {
  const fitted: Span[] = [];
  let room = width;
  for (const { text, style } of spans) {
    const columns = columnsOf(text);
    if (columns > room) {
      if (room > 0) fitted.push({ text: fitEnd(text, room), style });
      return fitted;
    }
    if (text !== '') fitted.push({ text, style });
    room -= columns;
  }
  return fitted;
}

/** An empty line between two parts. */
export const emptyLine: BlockLine = [];
