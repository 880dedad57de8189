/** The final output of the command: the tables, JSON on stdout, and a JSON file. */
import { openSync, writeSync } from 'node:fs';
import type { Judgement } from '../../core/results/target-result.js';
import type { Snapshot } from '../../core/snapshot.js';
import { type ConsoleOptions, ConsoleReporter } from '../../report/console.js';
import { messageOf, TslocError } from '../../util/error.js';
import type { FinalReports } from '../run/final-reports.js';

/** Where JSON goes. */
export interface JsonOutput {
  /** Renders the results. */
  readonly render: () => string;
  /** Takes what `--json` prints; null without it. */
  readonly print: ((text: string) => void) | null;
  /** The open file of `--json-file`; null without it. */
  readonly file: number | null;
  /** Takes the message if the file cannot be written at the end. */
  readonly onError: (message: string) => void;
}

/** Prints tables in Locust's layout, and JSON where options ask for it. */
export class CommandConsole extends ConsoleReporter {
  readonly #json: JsonOutput;
  readonly #reports: FinalReports;

  constructor(options: ConsoleOptions, json: JsonOutput, reports: FinalReports = () => {}) {
    super(options);
    this.#json = json;
    this.#reports = reports;
  }

  override printFinal(snapshot: Snapshot, judgement?: Judgement): void {
    const { print, file } = this.#json;
    if (print !== null) print(this.#json.render());
    super.printFinal(snapshot, judgement);
    if (file !== null) this.#write(file);
    if (judgement !== undefined) this.#reports(snapshot, judgement);
  }

  #write(file: number): void {
    try {
      writeSync(file, this.#json.render());
    } catch (error) {
      this.#json.onError(`The JSON file could not be written: ${messageOf(error)}.`);
    }
  }
}

/** Opens `<path>.json`, as Locust names it. @throws {TslocError} `JSON_NOT_WRITABLE` before the run begins */
export function openJsonFile(path: string): number {
  try {
    return openSync(`${path}.json`, 'w');
  } catch (cause) {
    throw new TslocError('JSON_NOT_WRITABLE', `Expected to write ${path}.json, but ${messageOf(cause)}.`, { cause });
  }
}
