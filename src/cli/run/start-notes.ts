/** Notes on what the command accepts for the sake of Locust's own configuration, and does otherwise or not at all. */
import type { Options } from '../../core/options/options.js';
import type { Variables } from '../options/environment-variables.js';

/** Variables of Locust that concern Python, and what they are about. */
export const pythonVariables: Readonly<Record<string, string>> = {
  LOCUST_SKIP_MONKEY_PATCH: 'it concerns gevent, which makes the Python standard library asynchronous',
  LOCUST_SKIP_URLLIB3_PATCH: 'it concerns the Python library urllib3',
};

/** One line each, for the log. */
export function startNotes({ buildPath }: Pick<Options, 'buildPath'>, env: Variables): string[] {
  const ignored = Object.entries(pythonVariables)
    .filter(([name]) => env[name])
    .map(([name, about]) => `${name} has no effect: ${about}.`);
  const page = `--build-path: files of ${buildPath} are served below /assets/; the page itself remains that of tsloc.`;
  return buildPath ? [...ignored, page] : ignored;
}
