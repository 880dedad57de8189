/** `--otel`: sends traces and metrics with the OpenTelemetry SDK of the user's project. */
import { dirname } from 'node:path';
import type { Events } from '../../core/events/global-events.js';
import type { Options } from '../../core/options/options.js';
import { messageOf } from '../../util/error.js';
import type { Log } from '../../util/log/log.js';
import { findPackages } from './find-packages.js';
import { type DiagLogger, recordRequests } from './record-requests.js';

/** The dependencies of the exporter. */
export interface OpenTelemetryContext {
  readonly options: Options;
  /** The locustfiles; packages are looked for beside them, then in `folder`. */
  readonly files: readonly string[];
  readonly folder: string;
  /** Gets defaults for the variables of the SDK that it lacks: the SDK reads them there. */
  readonly env: Record<string, string | undefined>;
  readonly events: Events;
  readonly log: Log;
  readonly version: string;
}

const errorLevel = 30;
/** Locust's exporters. The detector of processes would send the arguments of the command, which may contain secrets. */
const defaults = {
  OTEL_TRACES_EXPORTER: 'otlp',
  OTEL_METRICS_EXPORTER: 'otlp',
  OTEL_LOGS_EXPORTER: 'none',
  OTEL_NODE_RESOURCE_DETECTORS: 'env,host',
};

/**
 * Starts the SDK, which `OTEL_…` variables configure, and sends the rest when the run quits.
 * @throws {TslocError} `OTEL_NOT_INSTALLED`
 */
export async function enableOpenTelemetry(context: OpenTelemetryContext): Promise<void> {
  const { options, files, folder, env, events, log, version } = context;
  const { sdk, api } = await findPackages([...files.map(dirname), folder]);
  const logger = log.logger('tsloc.otel');
  for (const [name, value] of Object.entries(defaults)) env[name] ??= value;
  const instance = new sdk.NodeSDK({
    serviceName: env.OTEL_SERVICE_NAME ?? 'locust',
    resource: sdk.resources.resourceFromAttributes({
      'service.version': version,
      filename: files.join(','),
      profile: options.profile ?? '',
    }),
    instrumentations: [],
  });
  instance.start();
  if (env.OTEL_LOG_LEVEL === undefined)
    api.diag.setLogger(
      diagLogger((message) => logger.error(message)),
      errorLevel,
    );
  recordRequests(api, events, version);
  events.quit.addListener(() => instance.shutdown().catch((error: unknown) => logger.error(messageOf(error))));
}

function diagLogger(write: (message: string) => void): DiagLogger {
  const ignore = () => {};
  return { error: write, warn: ignore, info: ignore, debug: ignore, verbose: ignore };
}
