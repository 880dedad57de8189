import { expect, it } from 'vitest';
import { NewestFailures } from '../../../src/cli/live-view/newest-failures.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

it('has the kinds that occurred last first: failed requests, and exceptions of tasks', () => {
  const { environment } = makeEnvironment();
  const newest = new NewestFailures();
  const kindsAfter = (act: () => void) => {
    act();
    newest.add(takeSnapshot(environment).stats);
    return newest.kinds.map(({ label, text, occurrences }) => `${occurrences} ${label}: ${text}`);
  };
  const fail = (exception: Error | string) => environment.stats.record(makeSample({ exception }), 100);
  expect(kindsAfter(() => fail('late'))).toEqual(['1 GET /a: late']);
  const thrown = () => environment.stats.exceptions.record(new Error('oh'), 'local');
  expect(kindsAfter(thrown)).toEqual(['1 exception: oh', '1 GET /a: late']);
  expect(kindsAfter(() => fail('late'))).toEqual(['2 GET /a: late', '1 exception: oh']);
  expect(kindsAfter(() => {})).toEqual(['2 GET /a: late', '1 exception: oh']);
  const elsewhere = () =>
    environment.stats.exceptions.record(Object.assign(new Error('oh'), { stack: 'at y' }), 'local');
  expect(kindsAfter(elsewhere)).toEqual(['2 exception: oh', '2 GET /a: late']);
  expect(kindsAfter(() => fail('late'))).toEqual(['3 GET /a: late', '2 exception: oh']);
});
