import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { renderCron, withSchedules } from '../../../src/analysis/scenarios/cron.js';

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

  it('quotes a command that is no plain text of YAML', () => {
    for (const file of ['a: b.ts', 'a #1.ts', "it's: a.ts"]) {
      const { jobs } = parse(renderCron('github', scenarios.slice(0, 1), ['-f', file]));
      const { run } = jobs.smoke.steps.find(({ run = '' }: { run?: string }) => run.startsWith('npx tsloc'));
      expect(run).toBe(`npx tsloc -f '${file.replaceAll("'", "'\\''")}' --scenario smoke --output results`);
    }
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

  it('keeps to the rules of each engine for names, lengths and special characters', () => {
    const long = 'x'.repeat(80);
    const odd = ['1st', 'a.b', 'a-b', 'a_b', long, `${long}_`, 'end-'].map((name) => ({
      ...{ name, schedule: '0 2 * * *', duration: 8 * 3600 },
    }));
    expect(renderCron('crontab', odd.slice(0, 1), ['-H', 'http://a/%20'])).toContain("'http://a/\\%20' --scenario 1st");
    const workflow = renderCron('github', odd, []);
    expect(Object.keys(parse(workflow).jobs)).toEqual(['_1st', 'a-b', 'a-b-3', 'a_b', long, `${long}_`, 'end-']);
    expect(parse(workflow).jobs._1st['timeout-minutes']).toBe(490);
    expect(workflow).toContain('timeout-minutes: 490 # more than the 360 of GitHub-hosted runners');
    const names = parseAllDocuments(renderCron('kubernetes', odd, [])).map((one) => one.toJSON().metadata.name);
    expect(new Set(names).size).toBe(odd.length);
    expect(names.filter((name) => name.length > 52 || !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name))).toEqual([]);
  });
});

describe('withSchedules', () => {
  it('lets those without one run after another', () => {
    const [schedule, duration] = [undefined, 600];
    const given = ['a', 'b', 'own', 'c'].map((name) => ({
      name,
      schedule: name === 'own' ? '5 6 * * *' : schedule,
      duration,
    }));
    expect(withSchedules(given).map((one) => one.schedule)).toEqual([
      '0 2 * * *',
      '20 2 * * *',
      '5 6 * * *',
      '40 2 * * *',
    ]);
    const long = withSchedules([
      { name: 'a', schedule, duration: null },
      { name: 'b', schedule, duration: 24 * 3600 },
      { name: 'c', schedule, duration },
    ]);
    expect(long.map((one) => one.schedule)).toEqual(['0 2 * * *', '10 3 * * *', '20 3 * * *']);
  });
});
