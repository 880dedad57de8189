/** Keys that change a running test: Locust's w, W, s, S and Enter, and q and ?. */
import type { Environment } from '../../core/environment.js';
import type { Logger } from '../../util/log/log.js';
import { openBrowser } from '../run/open-browser.js';

/** Users started or stopped per second by a key. */
const spawnRate = 100;

const steps: Readonly<Record<string, number>> = { w: 1, W: 10, s: -1, S: -10 };

/** What a key press does; other keys do nothing. `quit` stops the run gracefully. */
export function createKeyHandler(environment: Environment, logger: Logger, quit: () => void): (key: string) => void {
  return (key) => {
    const step = Object.hasOwn(steps, key) ? (steps[key] as number) : null;
    if (step !== null) changeUsers(environment, logger, step);
    else if (key === 'q') quit();
    else if (key === '?') logger.info(helpFor(environment));
    else if (key === '\r' || key === '\n') openPage(environment, logger);
  };
}

function helpFor({ webUi }: Environment): string {
  const page = webUi === null ? '' : ' Enter opens the web page,';
  return `Keys: w/W add 1/10 users, s/S stop 1/10 users, q stops the run,${page} ? shows this help`;
}

/** Without a page, Enter does nothing: it only moves the cursor to a new line. */
function openPage({ webUi }: Environment, logger: Logger): void {
  if (webUi?.address) openBrowser(webUi.address, (reason) => logger.warning(`Cannot open a browser: ${reason}`));
}

/** From the number of running users, as Locust does. */
function changeUsers({ runner }: Environment, logger: Logger, step: number): void {
  if (runner === null) return;
  if (runner.state !== 'running') {
    logger.warning(`Users cannot be changed by a key while the state is ${runner.state}.`);
    return;
  }
  const users = Math.max(0, runner.userCount + step);
  runner.start({ users, spawnRate }).catch((thrown: unknown) => logger.error(String(thrown)));
}
