/** A master's answers to workers that ask for the files of its test. */
import { isOfTsloc, toFilesData } from '../../cluster/messages/shared-files.js';
import { messageOf } from '../../util/error.js';
import type { Log } from '../../util/log/log.js';
import { collectFiles } from './collect-files.js';

const forPython =
  'This master is tsloc: its files are TypeScript, which Python cannot run. Start the worker with a Python file that has user classes of the same names, -f locustfile.py.';

/** Files are read at the first request; all workers get the same ones. */
export function serveFiles(locustfiles: readonly string[], log: Log): (request: unknown) => Promise<unknown> {
  let answer: Promise<unknown> | null = null;
  return async (request) => {
    if (!isOfTsloc(request)) return { error: forPython };
    answer ??= collectFiles(locustfiles)
      .then(toFilesData)
      .catch((thrown) => {
        const error = messageOf(thrown);
        log.logger('locust.main').error(`Workers with -f - get no files: ${error}`);
        return { error };
      });
    return answer;
  };
}
