import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** These take half a minute or more, whatever the machine: everything else runs beside them. */
const longest = /[\\/](main-job|sick-services)\.test\.ts$/;
const wholeRun = /[\\/]test[\\/](e2e|contracts|cli[\\/]cluster|runner[\\/]watchdog)[\\/]/;

/** Starts the tests of whole runs first: one that ran alone at the end would keep all other workers waiting. */
class WholeRunsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => (longest.test(moduleId) ? 0 : wholeRun.test(moduleId) ? 1 : 2);
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

// Many tests wait for processes and timers: more workers than cores use that time.
const workers = availableParallelism() + 3;

export default defineConfig({
  resolve: { conditions: ['tsloc-source'] },
  ssr: { resolve: { conditions: ['tsloc-source', 'node', 'import', 'default'] } },
  // Standard decorators are compiled away.
  esbuild: { target: 'es2022' },
  test: {
    include: ['test/**/*.test.{ts,tsx}', 'examples/**/*.test.ts'],
    exclude: ['test/interop/**', 'test/bench/**'],
    globalSetup: 'test/helpers/files/run-folder.ts',
    // A test that hangs still ends; a slow and busy machine is no reason to fail.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 60_000 } },
    // Loading everything anew for each file would take more than half of the time; no test leaves anything behind.
    isolate: false,
    // Fewer garbage collections: 6 % less CPU time.
    execArgv: ['--max-semi-space-size=64'],
    sequence: { sequencer: WholeRunsFirst },
    maxWorkers: workers,
  },
});
