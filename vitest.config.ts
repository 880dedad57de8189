import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Starts the tests of whole runs first: one that ran alone at the end would keep all other workers waiting. */
class WholeRunsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isWholeRun = ({ moduleId }: TestSpecification) => /[\\/]test[\\/]e2e[\\/]/.test(moduleId);
    return [...sorted.filter(isWholeRun), ...sorted.filter((file) => !isWholeRun(file))];
  }
}

const mainJob = 'test/e2e/main-job.test.ts';

export default defineConfig({
  resolve: { conditions: ['tsloc-source'] },
  ssr: { resolve: { conditions: ['tsloc-source', 'node', 'import', 'default'] } },
  // Standard decorators are compiled away.
  esbuild: { target: 'es2022' },
  test: {
    projects: [
      // The ramp in real time needs both cores: beside other tests, users and rows of the history would be late.
      { extends: true, test: { name: 'main job', include: [mainJob], sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['test/**/*.test.{ts,tsx}', 'examples/**/*.test.ts'],
          exclude: ['test/interop/**', 'test/bench/**', mainJob],
          sequence: { groupOrder: 1 },
        },
      },
    ],
    // A test that hangs still ends; a slow and busy machine is no reason to fail.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    // Loading everything anew for each file would take more than half of the time; no test leaves anything behind.
    isolate: false,
    sequence: { sequencer: WholeRunsFirst },
    // Many tests wait for processes and timers: one worker more than there are cores uses that time.
    maxWorkers: availableParallelism() + 1,
    minWorkers: availableParallelism() + 1, // the pool must not end a worker that has nothing to do for a moment
  },
});
