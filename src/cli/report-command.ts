/** `tsloc report PREFIX`: an HTML report from the four CSV files of an earlier run, Locust's or ours. */
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseCsv } from '../data/csv.js';
import { messageOf, TslocError } from '../util/error.js';
import { type CsvRow, csvReport } from '../web/report/csv-report.js';
import { writeReport } from '../web/report/html-reporter.js';

const usage = `Usage: tsloc report PREFIX [--html FILE] [--theme light|dark]

Makes an HTML report from PREFIX_stats.csv, PREFIX_stats_history.csv, PREFIX_failures.csv and PREFIX_exceptions.csv.
Only the first must exist. The report is PREFIX.html unless --html names another file.
`;

/** Returns what to print. @throws {TslocError} `BAD_OPTION`, `CSV_NOT_READABLE`, `REPORT_NOT_WRITABLE` */
export function reportCommand(argv: readonly string[]): string {
  if (argv.includes('-h') || argv.includes('--help')) return usage;
  const { prefix, html, theme } = readArguments(argv);
  const read = (suffix: string, isRequired = false) => readCsv(`${prefix}_${suffix}.csv`, isRequired);
  const tables = {
    stats: read('stats', true),
    history: read('stats_history'),
    failures: read('failures'),
    exceptions: read('exceptions'),
  };
  writeReport(html, csvReport(tables, basename(prefix), theme));
  return `${html}\n`;
}

interface ReportArguments {
  readonly prefix: string;
  readonly html: string;
  readonly theme: 'light' | 'dark';
}

function readArguments(argv: readonly string[]): ReportArguments {
  const words = argv.flatMap((word) =>
    /^--\w+=/.test(word) ? [word.split('=', 1)[0] as string, word.replace(/^[^=]*=/, '')] : word,
  );
  const found: Record<string, string> = {};
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const key = word === '--html' || word === '--theme' ? word : 'prefix';
    if (key === 'prefix' && (word.startsWith('-') || found.prefix !== undefined))
      throw badUsage(`unrecognized arguments: ${word}`);
    const value = key === 'prefix' ? word : words[++i];
    if (value === undefined) throw badUsage(`argument ${key}: expected one argument`);
    found[key] = value;
  }
  if (found.prefix === undefined) throw badUsage('the following arguments are required: PREFIX');
  const prefix = found.prefix.replace(/_stats\.csv$/, '');
  const { '--html': html = `${prefix}.html`, '--theme': theme = 'light' } = found;
  if (theme !== 'light' && theme !== 'dark')
    throw badUsage(`argument --theme: invalid choice: '${theme}' (choose from 'light', 'dark')`);
  return { prefix, html, theme };
}

function badUsage(message: string): TslocError {
  return new TslocError('BAD_OPTION', message, {
    exitCode: 2,
    hint: 'Write tsloc report results/run --html run.html.',
  });
}

function readCsv(path: string, isRequired: boolean): CsvRow[] {
  if (!isRequired && !existsSync(path)) return [];
  const text = readText(path);
  try {
    return parseCsv(text);
  } catch (cause) {
    throw new TslocError('CSV_NOT_READABLE', `Expected ${path} to be a CSV file: ${messageOf(cause)}`, { cause });
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const hint = 'PREFIX is what --csv was given: results/run for results/run_stats.csv.';
    throw new TslocError('CSV_NOT_READABLE', `Expected to read ${path}, got: ${messageOf(cause)}`, { cause, hint });
  }
}
