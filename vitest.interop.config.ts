import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.js';

export default mergeConfig(
  { ...base, test: {} },
  defineConfig({
    test: {
      include: ['test/interop/**/*.test.ts'],
      globalSetup: 'test/helpers/files/run-folder.ts',
      testTimeout: 180_000,
      hookTimeout: 300_000,
      expect: { poll: { timeout: 60_000 } },
      fileParallelism: false,
    },
  }),
);
