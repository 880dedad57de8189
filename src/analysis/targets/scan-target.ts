/** Splits the line of a target at its comparison, and both sides into words with their positions. */
import type { TargetOperator } from './target.js';
import { TargetSyntaxError } from './target-error.js';

/** A word of the line, without its quotes. */
export interface Word {
  readonly text: string;
  /** 0-based index in the line. */
  readonly at: number;
  readonly isQuoted: boolean;
}

/** The line in its parts. */
export interface ScannedTarget {
  readonly left: readonly Word[];
  readonly operator: TargetOperator;
  readonly operatorAt: number;
  readonly right: readonly Word[];
  /** The index after the last character that is not a space. */
  readonly end: number;
}

const operators: Readonly<Record<string, TargetOperator>> = {
  ...{ '<': '<', '<=': '<=', '>': '>', '>=': '>=', '=': '=', '!=': '!=' },
  ...{ '==': '=', '≤': '<=', '≥': '>=', '≠': '!=' },
};

const misspelled: Readonly<Record<string, string>> = { '=<': '<=', '=>': '>=', '<>': '!=', '===': '=', '!==': '!=' };

/** @throws {TargetSyntaxError} for a line without a comparison, or with an open quote */
export function scanTarget(line: string): ScannedTarget {
  const end = line.trimEnd().length;
  if (end === 0) throw new TargetSyntaxError(0, 'it is empty', "A target looks like 'p95 < 500ms'.");
  const found = findComparison(line);
  if (found === undefined)
    throw new TargetSyntaxError(
      end,
      'expected a comparison',
      "A target looks like 'p95 < 500ms': one of < <= > >= = !=.",
    );
  const [text, at] = found;
  const operator = operators[text];
  if (operator === undefined) {
    const meant = misspelled[text];
    const suggestion = meant === undefined ? 'Comparisons are < <= > >= = !=.' : `Did you mean ${meant}?`;
    throw new TargetSyntaxError(at, `'${text}' is no comparison`, suggestion);
  }
  const right = wordsOf(line.slice(at + text.length), at + text.length);
  return { left: wordsOf(line.slice(0, at), 0), operator, operatorAt: at, right, end };
}

/** The last one outside of quotes: names of rows may have such characters, too. */
function findComparison(line: string): [text: string, at: number] | undefined {
  const open = line.split('"').length % 2 === 0;
  if (open) throw new TargetSyntaxError(line.lastIndexOf('"'), 'a quote is not closed', 'Write "GET /items" p95 < 1s.');
  const masked = line.replaceAll(/"[^"]*"/g, (quoted) => '_'.repeat(quoted.length));
  const match = [...masked.matchAll(/[<>=!≤≥≠]+/g)].at(-1);
  return match === undefined ? undefined : [match[0], match.index];
}

function wordsOf(text: string, offset: number): Word[] {
  return [...text.matchAll(/"([^"]*)"|[^\s"]+/g)].map((match) => {
    const [whole, quoted] = match;
    return { text: quoted ?? whole, at: offset + match.index, isQuoted: quoted !== undefined };
  });
}
