/** The files of a test as a message: what a master answers to a worker that was started with `-f -`. */
import { badMessage, readList, readMap, readText } from './wire-values.js';

/** The limit of all files together, bytes. */
export const maxSharedBytes = 10 * 1_048_576;
const maxFiles = 10_000;
const maxNameLength = 1_000;

/** One file. */
export interface SharedFile {
  /** Relative to the folder that all files share, with `/`. */
  readonly name: string;
  readonly contents: string;
}

/** What a worker needs: the files to load, by name, and those with what they import. */
export interface SharedFiles {
  readonly entries: readonly string[];
  readonly files: readonly SharedFile[];
}

/** Locust's answer, with one more key. */
export function toFilesData({ entries, files }: SharedFiles): unknown {
  return { locustfiles: files.map(({ name, contents }) => ({ filename: name, contents })), entries };
}

/** The request of a worker; Python ignores `client`. */
export function toFilesRequest(version: string): unknown {
  return { version, client: 'tsloc' };
}

/** True for the request of a worker that is tsloc. @throws {TslocError} `BAD_MESSAGE` */
export function isOfTsloc(request: unknown): boolean {
  return readMap(request, 'locustfile').client === 'tsloc';
}

/**
 * The files of an answer, null for those of Locust. Names that lead out of their folder, or into one of packages, are
 * refused. @throws {TslocError} `BAD_MESSAGE`
 */
export function readFilesData(data: unknown): SharedFiles | null {
  const { locustfiles, entries: given } = readMap(data, 'locustfile');
  if (given === undefined) return null;
  const files = readList(locustfiles, 'locustfiles').map(readFile);
  const entries = readList(given, 'entries').map((name) => readText(name, 'an entry'));
  const names = new Set(files.map(({ name }) => name));
  const bytes = files.reduce((sum, { contents }) => sum + Buffer.byteLength(contents), 0);
  if (files.length > maxFiles || bytes > maxSharedBytes)
    throw badMessage(`files of ${maxSharedBytes} bytes at most`, `${files.length} files of ${bytes} bytes`);
  if (names.size < files.length) throw badMessage('each file once', 'two of one name');
  const missing = entries.find((name) => !names.has(name));
  if (entries.length === 0 || missing !== undefined) throw badMessage('entries among the files', missing);
  return { entries, files };
}

function readFile(value: unknown): SharedFile {
  const { filename, contents } = readMap(value, 'a file');
  const name = readText(filename, 'filename');
  if (!isSafeName(name)) throw badMessage('a relative path of a script or JSON file', name.slice(0, 100));
  if (typeof contents !== 'string') throw badMessage('contents to be a text', contents);
  return { name, contents };
}

/** On every operating system: no drive, no backslash, no part that leads upward or elsewhere. */
function isSafeName(name: string): boolean {
  if (name.length > maxNameLength || !/\.([cm]?[jt]sx?|json)$/.test(name)) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: such characters are refused
  if (/[\\:\u0000-\u001f]/.test(name)) return false;
  return name.split('/').every((part) => !['', '.', '..'].includes(part) && part.toLowerCase() !== 'node_modules');
}
