/** `--output`: names of the files of a run, in a folder of the user's choice. */
import { basename, join } from 'node:path';
import type { Options } from '../../core/options/options.js';

/** Options with the paths of the files, where `--csv` and `--html` do not say otherwise. Without a scenario, `files` name them. */
export function withOutputFolder(options: Options, files: readonly string[], at: Date): Options {
  const { output, csvPrefix, htmlFile, scenario } = options;
  if (output === null) return options;
  const [file] = files;
  const name = file === undefined || files.length > 1 ? 'tsloc' : basename(file).replace(/\.\w+$/, '');
  const prefix = outputPrefix(output, scenario ?? name, at);
  return { ...options, csvPrefix: csvPrefix ?? prefix, htmlFile: htmlFile ?? `${prefix}.html` };
}

/** `results/load_test_smoke_20260131_235959`. */
export function outputPrefix(folder: string, name: string, at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  const time = `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
  return join(folder, `load_test_${name.replace(/[^\w.-]+/g, '_')}_${day}_${time}`);
}
