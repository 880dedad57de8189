import { expect, it } from 'vitest';
import { reportDocument } from '../../../../src/web/html/page-document.js';
import { readFrozenFeed } from '../../../../src/web/page/feed/frozen-feed.js';
import { SimulatedTest } from '../../../helpers/page/simulated-test.js';

it('a report returns the feed that it was created from', async () => {
  const test = new SimulatedTest({ names: 3, users: 10, spawnRate: 5, startTime: 1000 });
  for (let second = 0; second < 10; second++) test.step();
  const frozen = test.frozen();
  const report = reportDocument({ name: 'ü' }, frozen, 'light');
  const text = /<script type="text\/plain" id="feed">([^<]*)<\/script>/.exec(report)?.[1] as string;
  expect(await readFrozenFeed(text)).toEqual(JSON.parse(JSON.stringify(frozen)));
});
