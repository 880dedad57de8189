/** The parts of a run that belong to its web page: what the page shows, how it is served, what the log prints. */
import { basename } from 'node:path';
import type { Options } from '../../core/options/options.js';
import type { PageFacts } from '../../run/run-backend.js';
import type { RunParts } from '../../run/run-parts.js';
import type { Log } from '../../util/log/log.js';
import type { WebUi } from '../../web/web-ui.js';
import type { Loaded } from '../loading/load-file.js';
import type { Row } from '../options/arguments.js';
import { pagePlan } from '../options/page-options.js';

/** What the page shows of the loaded files and of the options in `rows` that they declare. */
export function pageFacts(version: string, { files, userClasses, shapes }: Loaded, rows: readonly Row[]): PageFacts {
  return {
    version,
    locustfile: files[0] === undefined ? null : basename(files[0]),
    userClasses: [...userClasses.values()],
    shapes: new Map(shapes.map((shape) => [shape.name, shape])),
    customFlags: new Map(
      rows.filter(([, { isCustom, includeInWebUi }]) => isCustom === true && includeInWebUi !== false),
    ),
  };
}

type PageParts = Pick<RunParts, 'page' | 'web' | 'autostart' | 'quitAfterSeconds' | 'onPage'>;

/** @throws {TslocError} `BAD_OPTION` */
export function pageParts(options: Options, page: PageFacts, log: Log): PageParts {
  const { web, autostart, quitAfterSeconds } = pagePlan(options);
  const onPage = (webUi: WebUi, address: string) => logPage(webUi, address, options, log);
  return { page, ...(web === null ? {} : { web }), autostart, quitAfterSeconds, onPage };
}

function logPage({ isPublic }: WebUi, address: string, { webHostDisplayName, webLogin }: Options, log: Log): void {
  const logger = log.logger('locust.main');
  const shown = webHostDisplayName ? address.replace(/(?<=\/\/)[^/:]+/, webHostDisplayName) : address;
  const hint = process.stdin.isTTY ? ', press enter to open your default browser.' : '';
  logger.info(`Starting web interface at ${shown}${hint}`);
  if (isPublic && !webLogin)
    logger.warning('Other machines can reach the web interface; --web-host 127.0.0.1 limits it to this one.');
}
