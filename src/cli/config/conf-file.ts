/** Locust's line-based configuration format (`locust.conf`), as ConfigArgParse reads it. */
import { TslocError } from '../../util/error.js';
import type { Entry } from './entry.js';

/** Entries of a file's text. @throws {TslocError} `BAD_CONFIG`, exit code 2, naming the line */
export function parseConfFile(text: string, source: string): Entry[] {
  const entries = new Map<string, Entry>();
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (isIgnored(line)) continue;
    const entry = parseLine(line.trim());
    if (entry === null) {
      const message = `Expected 'key = value' in line ${i + 1} of ${source}, got '${line.trim()}'.`;
      throw new TslocError('BAD_CONFIG', message, { exitCode: 2 });
    }
    entries.set(entry.key, { ...entry, source, format: 'locust' });
  }
  return [...entries.values()];
}

function isIgnored(line: string): boolean {
  const text = line.trim();
  return text === '' || /^[#;[]/.test(text) || text.startsWith('---');
}

/** `key`, then `=`, `:` or white space, then a value in quotes or not, then perhaps a comment; `=` and `:` have a value in any case. */
const pattern = /^([^:=;#\s]+)(?:(\s*[:=]\s*|\s+)(?:(['"])(.*?)\3|((?:(?<=[:=]\s*)\S|[^\s;#]).*?))?)?\s*(?:\s[;#].*)?$/;

function parseLine(line: string): Pick<Entry, 'key' | 'value'> | null {
  const found = pattern.exec(line);
  if (found === null) return null;
  const [, name = '', separator, , quoted, bare] = found;
  const key = name.replace(/^--/, '');
  const value = quoted ?? bare;
  if (value === undefined) return { key, value: /[:=]/.test(separator ?? '') ? '' : 'true' };
  return { key, value: listIn(value) ?? value };
}

/** `[a, b]` and JSON arrays are lists. */
function listIn(value: string): string[] | null {
  if (!/^\[.*\]$/.test(value)) return null;
  try {
    return (JSON.parse(value) as unknown[]).map(String);
  } catch {
    return value
      .slice(1, -1)
      .split(',')
      .map((word) => word.trim());
  }
}
