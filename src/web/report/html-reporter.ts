/** `--html`: writes the report when the run ends, however it ends. */
import type { LoadOptions } from '../../core/options/parsed-options.js';
import type { Reporter } from '../../core/reporter.js';
import type { Snapshot } from '../../core/snapshot.js';
import { messageOf, TslocError } from '../../util/error.js';
import { writeAtomically } from '../../util/files/atomic-file.js';

/** Writes one file; `render` makes the document of the last snapshot. */
export class HtmlReporter implements Reporter {
  readonly name = 'HTML';
  readonly #path: string;
  readonly #readLoad: () => LoadOptions;
  readonly #render: (snapshot: Snapshot) => string;

  /** `path` may have placeholders, which the load fills at the end: the page may have changed it. */
  constructor(path: string, readLoad: () => LoadOptions, render: (snapshot: Snapshot) => string) {
    this.#path = path;
    this.#readLoad = readLoad;
    this.#render = render;
  }

  /** Synchronous, so that a second Ctrl-C still gets a report. @throws {TslocError} `REPORT_NOT_WRITABLE` */
  end(snapshot: Snapshot): void {
    writeReport(reportPath(this.#path, this.#readLoad()), this.#render(snapshot));
  }
}

/**
 * Writes the complete report, or leaves an earlier one unchanged. Creates its folder.
 * @throws {TslocError} `REPORT_NOT_WRITABLE`
 */
export function writeReport(path: string, html: string): void {
  try {
    writeAtomically(path, html);
  } catch (cause) {
    const message = `Expected to write the report ${path}, got: ${messageOf(cause)}`;
    throw new TslocError('REPORT_NOT_WRITABLE', message, { cause });
  }
}

/** The path that `--html` means: `{u}`, `{r}`, `{t}` are users, spawn rate and seconds of run time, where those are set. */
export function reportPath(path: string, { numUsers, spawnRate, runTime }: LoadOptions): string {
  const values: Readonly<Record<string, number | null>> = { u: numUsers, r: spawnRate, t: runTime };
  return path.replace(/\{([urt])\}/g, (placeholder, key: string) => String(values[key] ?? placeholder));
}
