import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findPackages } from '../../../src/cli/open-telemetry/find-packages.js';
import { root } from '../../helpers/files/source-files.js';
import { folderWith } from '../../helpers/processes/cli.js';

it('finds the SDK and its API in the first folder that has them', async () => {
  const { sdk, api } = await findPackages([folderWith(), join(root, 'test')]);
  expect(sdk.NodeSDK.name).toBe('NodeSDK');
  expect(typeof api.trace.getTracer).toBe('function');
});

it('names the packages that are missing, and an SDK that is too old', async () => {
  await expect(findPackages([folderWith()])).rejects.toMatchObject({
    code: 'OTEL_NOT_INSTALLED',
    message: 'Expected the packages @opentelemetry/sdk-node and @opentelemetry/api for --otel, found none.',
    hint: 'Install them in the project of the test: npm install --save-dev @opentelemetry/sdk-node @opentelemetry/api',
  });
  const old = folderWith({
    'node_modules/@opentelemetry/sdk-node/index.js': 'module.exports = { NodeSDK: class {}, resources: {} };',
    'node_modules/@opentelemetry/api/index.js': '',
  });
  await expect(findPackages([old])).rejects.toThrow('Expected @opentelemetry/sdk-node 0.200 or newer');
});
