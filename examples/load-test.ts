/** Load tests in your own program: a scenario with a workload, its results, and a report. */
import { LoadTest, type LoadTestResults } from 'tsloc';
import { AudioUser } from 'tsloc/users/audio';

class Listener extends AudioUser {
  static override waitTime = () => 0.1; // seconds; the bundled users wait longer
}

/** Uploads and analyses small files for some seconds; writes a report of each kind that `paths` names. */
export async function testAudioService(host: string, seconds: number, ...paths: string[]): Promise<LoadTestResults> {
  const test = new LoadTest({ userClasses: [Listener], host });
  const scenario = test.createScenario({
    name: 'small uploads',
    users: 10,
    rampUpTime: 1,
    duration: seconds,
    pattern: 'steady',
    stopTimeout: 5, // seconds for requests in flight
    targets: ['p95 < 2s', 'success rate >= 99%'],
  });
  scenario.configureWorkload({
    fileSizes: { small: [1, 2] }, // seconds of sound
    distribution: { small: 1 },
    qualityRequirements: { high: 0.5, low: 0.5 },
  });
  const results = await test.runLoadTest(scenario);
  for (const outputPath of paths) test.generateReport({ results, outputPath });
  return results;
}
