import { expect, it } from 'vitest';
import { InformationalCounter, maxInformationalResponses } from '../../src/wire/informational-limit.js';

it('fails the first informational response beyond the limit, for each request anew', () => {
  const counter = new InformationalCounter();
  for (let request = 0; request < 2; request++) {
    counter.reset();
    for (let i = 0; i < maxInformationalResponses; i++) expect(counter.add(103)).toBeNull();
    expect(counter.add(200)).toBeNull();
    expect(counter.add(103)).toMatchObject({
      kind: 'malformed-response',
      message: 'Expected at most 100 informational responses.',
    });
  }
});
