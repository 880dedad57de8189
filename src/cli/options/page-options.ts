/** Derives the web page's settings from the options: whether there is one, where, and when tests start and the process ends. */
import { flags } from '../../core/options/flags.js';
import { badOption, type Options } from '../../core/options/options.js';
import { TslocError } from '../../util/error.js';
import type { WebUiOptions } from '../../web/web-ui.js';

/** The page of a run. */
export interface PagePlan {
  /** null without a page. */
  readonly web: WebUiOptions | null;
  /** Whether a test starts at once; otherwise it waits for the start button. */
  readonly autostart: boolean;
  /** Seconds from the end of a test to the end of the process; null waits for further tests. */
  readonly quitAfterSeconds: number | null;
}

/**
 * Locust's rules: a page unless `--headless`; with a page, tests start by hand unless `--autostart`.
 * @throws {TslocError} `BAD_OPTION`
 */
export function pagePlan(options: Options): PagePlan {
  const { headless, headful, autostart, autoquit } = options;
  if (autoquit >= 0 && !autostart)
    throw new TslocError('BAD_OPTION', 'Expected --autostart with --autoquit, got --autoquit alone.', { exitCode: 1 });
  if (headless && !headful) return { web: null, autostart: true, quitAfterSeconds: 0 };
  const quitAfterSeconds = autostart && autoquit >= 0 ? autoquit : null;
  return { web: webUiOptions(options), autostart, quitAfterSeconds };
}

function webUiOptions({ webHost, webPort, webBasePath, webLogin, tlsCert, tlsKey, buildPath }: Options): WebUiOptions {
  const basePath = webBasePath.replace(/\/+$/, '');
  if (basePath !== '' && !basePath.startsWith('/')) {
    const { message } = badOption(flags.webBasePath, `expected a path that begins with /, got '${webBasePath}'`);
    throw new TslocError('BAD_OPTION', message, { exitCode: 1 });
  }
  if ((tlsCert === '') !== (tlsKey === '')) {
    const [given, missing] = tlsKey === '' ? ['--tls-cert', '--tls-key'] : ['--tls-key', '--tls-cert'];
    throw new TslocError('BAD_OPTION', `Expected ${missing} with ${given}, got ${given} alone.`, { exitCode: 1 });
  }
  return {
    host: webHost,
    port: webPort,
    basePath,
    login: webLogin,
    tls: tlsCert !== '' ? { cert: tlsCert, key: tlsKey } : null,
    buildPath: buildPath || null,
  };
}
