import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { renderCron } from '../../../src/analysis/scenarios/cron.js';

const scenarios = [
  { name: 'smoke', schedule: '*/30 * * * *', duration: 60 },
  { name: 'checkout_v2.1', schedule: '0 2 * * 1-5', duration: null },
];
const options = ['-f', 'my users.ts'];

describe('renderCron', () => {
  it('makes lines for crontab', () => {
    expect(renderCron('crontab', scenarios, options)).toBe(`# Add these lines with: crontab -e
*/30 * * * * cd /path/to/project && npx tsloc -f 'my users.ts' --scenario smoke --output results
0 2 * * 1-5 cd /path/to/project && npx tsloc -f 'my users.ts' --scenario checkout_v2.1 --output results
`);
  });

  it('makes a workflow of GitHub, in which each job runs at its own time', () => {
    const workflow = parse(renderCron('github', scenarios, options));
    expect(workflow.on.schedule).toEqual([{ cron: '*/30 * * * *' }, { cron: '0 2 * * 1-5' }]);
    expect(Object.keys(workflow.jobs)).toEqual(['smoke', 'checkout_v2-1']);
    const { smoke } = workflow.jobs;
    expect(smoke).toMatchObject({
      if: "github.event_name != 'schedule' || github.event.schedule == '*/30 * * * *'",
      'timeout-minutes': 11,
    });
    expect(smoke.steps.map(({ run }: { run?: string }) => run).filter(Boolean)).toEqual([
      'npm ci',
      "npx tsloc -f 'my users.ts' --scenario smoke --output results",
    ]);
  });

  it('makes a CronJob of Kubernetes for each', () => {
    const jobs = parseAllDocuments(renderCron('kubernetes', scenarios, options)).map((one) => one.toJSON());
    expect(jobs.map(({ metadata, spec }) => [metadata.name, spec.schedule])).toEqual([
      ['load-test-smoke', '*/30 * * * *'],
      ['load-test-checkout-v2.1', '0 2 * * 1-5'],
    ]);
    const [container] = jobs[0].spec.jobTemplate.spec.template.spec.containers;
    expect(container.command).toEqual([
      'npx',
      'tsloc',
      '-f',
      'my users.ts',
      '--scenario',
      'smoke',
      '--output',
      'results',
    ]);
  });
});
