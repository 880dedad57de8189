import { expect, it } from 'vitest';
import { junitXml } from '../../../src/report/ci/junit.js';
import { workedJudgement } from '../../helpers/statistics/judgement.js';
import { workedSampleEnd } from '../../helpers/statistics/worked-sample.js';

const facts = { name: 'shop.ts', scenario: null, failuresFail: true, exceptionsFail: true };

it('is in the form of the golden file', async () => {
  await expect(junitXml(workedSampleEnd(), workedJudgement(), facts)).toMatchFileSnapshot('../../golden/junit.xml');
});

it('counts what it holds', () => {
  for (const [failuresFail, exceptionsFail, failed] of [
    [true, true, 5],
    [true, false, 4],
    [false, true, 3],
  ] as const) {
    const xml = junitXml(workedSampleEnd(), workedJudgement(), { ...facts, failuresFail, exceptionsFail });
    const countOf = (tag: string) => xml.split(`<${tag}`).length - 1;
    expect(xml).toContain(`tests="${countOf('testcase ')}" failures="${countOf('failure ')}" errors="0" skipped="1"`);
    expect(countOf('failure ')).toBe(failed);
  }
});

it('is well-formed whatever names hold', () => {
  const xml = junitXml(workedSampleEnd(), workedJudgement(['"a & <b>\u0000\u001b" p95 < 1s']), facts);
  expect(xml).toContain('name="&quot;a &amp; &lt;b&gt;\uFFFD\uFFFD&quot; p95 &lt; 1s"');
  expect(xml).not.toContain('\u0000');
});

it('has the scenario in each class name, by which CI tells apart the tests of several scenarios', () => {
  const classNames = (scenario: string | null) => {
    const xml = junitXml(workedSampleEnd(), workedJudgement(), { ...facts, scenario });
    return [...xml.matchAll(/<testcase classname="([^"]*)"/g)].map(([, name]) => name);
  };
  const kinds = [...new Array(4).fill('targets'), ...new Array(3).fill('requests'), 'tasks'];
  expect(classNames(null)).toEqual(kinds);
  expect(classNames('smoke')).toEqual(kinds.map((kind) => `smoke.${kind}`));
});
