/** Finds OpenTelemetry's packages in the user's project: tsloc itself does not depend on them. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TslocError } from '../../util/error.js';
import type { Api } from './record-requests.js';

const sdkName = '@opentelemetry/sdk-node';
const apiName = '@opentelemetry/api';

/** What tsloc uses of `@opentelemetry/sdk-node`. */
export interface Sdk {
  readonly NodeSDK: new (settings: {
    readonly serviceName: string;
    readonly resource: unknown;
    readonly instrumentations: readonly never[];
  }) => { start(): void; shutdown(): Promise<void> };
  readonly resources: { resourceFromAttributes?(attributes: Readonly<Record<string, string>>): unknown };
}

/** The SDK, and the API that it is connected to. */
export interface Packages {
  readonly sdk: Sdk & { readonly resources: Required<Sdk['resources']> };
  readonly api: Api;
}

/** From the first of `folders` that has them. @throws {TslocError} `OTEL_NOT_INSTALLED` */
export async function findPackages(folders: readonly string[]): Promise<Packages> {
  for (const folder of folders) {
    const sdkPath = resolveFrom(join(folder, 'x.js'), sdkName);
    const apiPath = sdkPath === null ? null : resolveFrom(sdkPath, apiName);
    if (sdkPath !== null && apiPath !== null)
      return { sdk: requireRecent((await load(sdkPath)) as Sdk), api: (await load(apiPath)) as Api };
  }
  const hint = `Install them in the project of the test: npm install --save-dev ${sdkName} ${apiName}`;
  throw new TslocError(
    'OTEL_NOT_INSTALLED',
    `Expected the packages ${sdkName} and ${apiName} for --otel, found none.`,
    {
      hint,
    },
  );
}

function requireRecent(sdk: Sdk): Packages['sdk'] {
  const { NodeSDK, resources } = sdk;
  const { resourceFromAttributes } = resources;
  if (resourceFromAttributes !== undefined) return { NodeSDK, resources: { resourceFromAttributes } };
  throw new TslocError('OTEL_NOT_INSTALLED', `Expected ${sdkName} 0.200 or newer for --otel, got an older one.`, {
    hint: `Update it: npm install --save-dev ${sdkName}@latest`,
  });
}

function resolveFrom(file: string, name: string): string | null {
  try {
    return createRequire(file).resolve(name);
  } catch {
    return null;
  }
}

/** CommonJS modules: what they export is the default. */
async function load(path: string): Promise<unknown> {
  const loaded = (await import(pathToFileURL(path).href)) as { default?: unknown };
  return loaded.default ?? loaded;
}
