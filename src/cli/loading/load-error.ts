/** Converts any reason why a locustfile could not be loaded to an error with place, code frame and hint. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isOwn } from '../../stats/exceptions.js';
import { messageOf, TslocError } from '../../util/error.js';
import { isError, nameOf, stackTextOf } from '../../util/thrown.js';
import { findDecorator, readDecoratorError } from './decorator-position.js';

interface Place {
  readonly file: string;
  /** 0 if unknown. */
  readonly line: number;
  /** 0 if unknown. */
  readonly column: number;
}

/** `LOCUSTFILE_BROKEN`, or the code of tsloc's own error, with place and code frame where they are known. */
export function describeLoadError(file: string, thrown: unknown): TslocError {
  const place = syntaxPlace(thrown) ?? linkPlace(thrown) ?? decoratorPlace(thrown) ?? stackPlace(thrown);
  const reason = reasonOf(thrown);
  const where = place === null ? shortPath(importerOf(thrown) ?? file) : placeText(place);
  const frame = place === null ? '' : codeFrame(place);
  const message = `Could not load ${where}: ${reason}${frame}`;
  if (!TslocError.is(thrown))
    return new TslocError('LOCUSTFILE_BROKEN', message, { cause: thrown, ...hintFor(reason) });
  const { code, hint, exitCode } = thrown;
  return new TslocError(code, message, { cause: thrown, exitCode, ...(hint === undefined ? {} : { hint }) });
}

function reasonOf(thrown: unknown): string {
  const message = messageOf(thrown);
  const reason = /ERROR: (.*)/.exec(message)?.[1] ?? message.split('\n')[0] ?? '';
  if (!isError(thrown)) return reason;
  const name = nameOf(thrown);
  return ['Error', 'TransformError', 'TslocError'].includes(name) ? reason : `${name}: ${reason}`;
}

const hints: readonly (readonly [RegExp, string])[] = [
  [
    /decorators?\[|decorator.* is not a function|class extends value undefined|import_\w+\.\w+\)? is not a |does not provide an export/i,
    'Check the names that the file imports: one of them is misspelt, or does not exist.',
  ],
  [
    /top-level await/i,
    'Give the file a name that ends in .mts, or put {"type": "module"} into a package.json beside it.',
  ],
];

function hintFor(reason: string): { hint?: string } {
  const hint = hints.find(([pattern]) => pattern.test(reason))?.[1];
  return hint === undefined ? {} : { hint };
}

/** The file that imports a missing module, where the message does not name it. */
function importerOf(thrown: unknown): string | undefined {
  try {
    return (Object(thrown) as { requireStack?: string[] }).requireStack?.[0];
  } catch {
    return undefined; // a getter that throws
  }
}

/** The position of a syntax error: `/path/users.ts:3:10: ERROR: …`. */
function syntaxPlace(thrown: unknown): Place | null {
  const found = /^(.*):(\d+):(\d+): ERROR: /m.exec(messageOf(thrown));
  return found === null ? null : placeOf(found[1], Number(found[2]), Number(found[3]) + 1);
}

/** An import of a name that is not exported: `/path/users.mts:1`, a line of the compiled file. */
function linkPlace(thrown: unknown): Place | null {
  const name = /does not provide an export named '(.*)'/.exec(messageOf(thrown))?.[1];
  const file = /^(.*):\d+\n/.exec(stackTextOf(thrown))?.[1];
  if (name === undefined || file === undefined) return null;
  const lines = linesOf(pathOf(file));
  const line = lines.findIndex((text) => text.includes(name));
  return line < 0 ? null : placeOf(file, line + 1, (lines[line] as string).indexOf(name) + 1);
}

/** The decorator that is misplaced. Without its position, the file alone: the stack has that of compiled code. */
function decoratorPlace(thrown: unknown): Place | null {
  const misplaced = readDecoratorError(messageOf(thrown));
  const file = stackPlace(thrown)?.file;
  if (misplaced === null || file === undefined) return null;
  const text = linesOf(file).join('\n');
  const offset = findDecorator(text, misplaced);
  if (offset === null) return { file, line: 0, column: 0 };
  const before = text.slice(0, offset).split('\n');
  return placeOf(file, before.length, (before.at(-1) as string).length + 1);
}

/** The first stack frame in a user's file. */
function stackPlace(thrown: unknown): Place | null {
  for (const frame of stackTextOf(thrown).split('\n')) {
    const found = /\(?((?:file:\/\/|\/)[^()]*?):(\d+):(\d+)\)?$/.exec(frame.trim());
    if (found === null || isOwn(frame) || foreignParts.some((part) => frame.includes(part))) continue;
    return placeOf(found[1], Number(found[2]), Number(found[3]));
  }
  return null;
}

const foreignParts = ['/node_modules/', '/bin/tsloc.js'];

/** The column is left out if it lies in code that the compiler added to the line. */
function placeOf(file: string | undefined, line: number, column: number): Place {
  const path = pathOf(file ?? '');
  const width = linesOf(path)[line - 1]?.length ?? 0;
  return { file: path, line, column: column <= width + 1 ? column : 0 };
}

function pathOf(file: string): string {
  const path = file.split('?')[0] as string;
  return path.startsWith('file:') ? fileURLToPath(path) : path;
}

function placeText({ file, line, column }: Place): string {
  return [shortPath(file), ...[line, column].filter((number) => number > 0)].join(':');
}

function shortPath(file: string): string {
  const path = relative('', file);
  return path === '' || path.startsWith('..') ? file : path;
}

function codeFrame({ file, line, column }: Place): string {
  const lines = line === 0 ? [] : linesOf(file);
  if (lines.length === 0) return '';
  const first = Math.max(1, line - 2);
  const shown = lines.slice(first - 1, line + 1).map((text, i) => {
    const number = first + i;
    const mark = number === line ? '>' : ' ';
    const pointer = number === line && column > 0 ? `\n${' '.repeat(8)}| ${' '.repeat(column - 1)}^` : '';
    return `${mark} ${String(number).padStart(5)} | ${text}${pointer}`;
  });
  return `\n\n${shown.join('\n')}\n`;
}

/** Empty for a file that cannot be read. */
function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
