/** Why a user's file could not be loaded, in terms of that file. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf, TslocError } from '../util/error.js';

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `LOCUSTFILE_BROKEN`, with the place and a frame of code where they can be told. */
export function describeLoadError(file: string, thrown: unknown): TslocError {
  const message = messageOf(thrown);
  const place = syntaxPlace(thrown) ?? stackPlace(thrown);
  const reason = /ERROR: (.*)/.exec(message)?.[1] ?? message.split('\n')[0] ?? '';
  const where =
    place === null ? relative('', file) || file : `${relative('', place.file)}:${place.line}:${place.column}`;
  const frame = place === null ? '' : codeFrame(place);
  const kind =
    thrown instanceof Error && thrown.name !== 'Error' && thrown.name !== 'TransformError' ? `${thrown.name}: ` : '';
  const details = { cause: thrown, ...hintFor(reason) };
  return new TslocError('LOCUSTFILE_BROKEN', `Could not load ${where}: ${kind}${reason}${frame}`, details);
}

function hintFor(reason: string): { hint?: string } {
  if (!/decorators?\[|decorator.* is not a function/i.test(reason)) return {};
  return { hint: "A decorator is not a function: look at the names that the file imports from 'tsloc'." };
}

/** Where the compiler stopped: `/path/users.ts:3:10: ERROR: …`. */
function syntaxPlace(thrown: unknown): Place | null {
  const found = /^(.*):(\d+):(\d+): ERROR: /m.exec(messageOf(thrown));
  return found === null ? null : placeOf(found[1], found[2], Number(found[3]) + 1);
}

/** The first frame of the stack that is a file of the user's. */
function stackPlace(thrown: unknown): Place | null {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  for (const line of stack.split('\n')) {
    const found = /\(?((?:file:\/\/|\/)[^()]*?):(\d+):(\d+)\)?$/.exec(line.trim());
    if (found === null || /node_modules|\/dist\/|node:internal/.test(line)) continue;
    return placeOf(found[1], found[2], Number(found[3]));
  }
  return null;
}

function placeOf(file: string | undefined, line: string | undefined, column: number): Place {
  const path = (file ?? '').split('?')[0] as string;
  return { file: path.startsWith('file:') ? fileURLToPath(path) : path, line: Number(line), column };
}

function codeFrame({ file, line, column }: Place): string {
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return '';
  }
  const first = Math.max(1, line - 2);
  const shown = lines.slice(first - 1, line + 1).map((text, i) => {
    const number = first + i;
    const mark = number === line ? '>' : ' ';
    const isPointed = number === line && column > 0 && column <= text.length + 1;
    const pointer = isPointed ? `\n${' '.repeat(8)}| ${' '.repeat(column - 1)}^` : '';
    return `${mark} ${String(number).padStart(5)} | ${text}${pointer}`;
  });
  return `\n\n${shown.join('\n')}\n`;
}
