/** `--request-log`: a line for each request, written in the background; lines that had to be dropped are counted. */
import { extname } from 'node:path';
import type { Reporter } from '../../core/reporter.js';
import type { Sample } from '../../stats/sample.js';
import { messageOf, TslocError } from '../../util/error.js';
import { BackgroundFile } from './background-file.js';
import { type RowFormat, rowFormats } from './request-row.js';

const recountSeconds = 0.1;

/** Its `record` is a listener of `request`; as a reporter it writes once a second and completes the file at the end. */
export class RequestLog implements Reporter {
  readonly name = 'request log';
  readonly #path: string;
  readonly #file: BackgroundFile;
  readonly #format: RowFormat;
  readonly #countUsers: () => number;
  readonly #safe: boolean;
  #users = 0;
  /** Epoch seconds; from then on users are counted again. */
  #recountAt = 0;

  /**
   * `countUsers` gives the users that are running; `safe` is `--csv-safe`.
   * @throws {TslocError} `BAD_OPTION` for another ending than .csv, .jsonl and .jtl; `REQUEST_LOG_NOT_WRITABLE`
   */
  constructor(path: string, countUsers: () => number, safe = false) {
    this.#path = path;
    this.#countUsers = countUsers;
    this.#safe = safe;
    this.#format = formatOf(path);
    this.#file = openFile(path);
    if (this.#format.header !== null) this.#file.append(`${this.#format.header}\n`);
  }

  readonly record = (sample: Sample): void => {
    if (sample.startTime >= this.#recountAt) this.#recount(sample.startTime);
    this.#file.append(`${this.#format.row(sample, this.#users, this.#safe)}\n`);
  };

  /** @throws {TslocError} `REQUEST_LOG_INCOMPLETE` if the file was removed or renamed */
  tick(): void {
    this.#file.flush();
    this.#checkPlace();
  }

  /** @throws {TslocError} `REQUEST_LOG_INCOMPLETE` with the number of lines that are missing */
  end(): void {
    this.#file.close();
    const { error, dropped } = this.#file;
    if (dropped > 0) {
      const reason = error === null ? 'the disk was too slow' : messageOf(error);
      const message = `${this.#path} is incomplete: ${dropped} requests were not written, because ${reason}.`;
      throw new TslocError('REQUEST_LOG_INCOMPLETE', message);
    }
    this.#checkPlace();
  }

  #checkPlace(): void {
    if (this.#file.isInPlace) return;
    const message = `Expected ${this.#path} to stay where it is during the run, but it was removed, renamed or replaced.`;
    throw new TslocError('REQUEST_LOG_INCOMPLETE', message);
  }

  /** Not for each request: it is a sum over all classes. */
  #recount(at: number): void {
    this.#users = this.#countUsers();
    this.#recountAt = at + recountSeconds;
  }
}

function formatOf(path: string): RowFormat {
  const format = rowFormats[extname(path).slice(1).toLowerCase()];
  if (format !== undefined) return format;
  const message = `argument --request-log: expected a file that ends in .csv, .jsonl or .jtl, got '${path}'`;
  throw new TslocError('BAD_OPTION', message, { exitCode: 2 });
}

function openFile(path: string): BackgroundFile {
  try {
    return new BackgroundFile(path);
  } catch (cause) {
    const message = `Expected to write ${path}, but ${messageOf(cause)}.`;
    throw new TslocError('REQUEST_LOG_NOT_WRITABLE', message, { cause });
  }
}
