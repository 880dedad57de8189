import { describe, expect, it } from 'vitest';
import {
  readLeaseAnswer,
  readLeaseCheck,
  readLeaseRequest,
  toLeaseAnswer,
  toLeaseRequest,
} from '../../../src/cluster/leases/lease-messages.js';

const request = {
  series: 'feeder a',
  number: 3,
  want: 10,
  held: 2,
  lowest: 5,
  limit: Number.POSITIVE_INFINITY,
  returned: [],
};

describe('the messages of leases', () => {
  it.each([[request], [{ ...request, limit: 7, returned: [[0, 2] as const, [5, 6] as const] }]])(
    'of a request arrive as sent: %j',
    (sent) => {
      expect(readLeaseRequest(toLeaseRequest(sent))).toEqual(sent);
    },
  );

  it('of a request come without the lowest number from a worker of an earlier version', () => {
    const { lowest: _, ...sent } = toLeaseRequest(request);
    expect(readLeaseRequest(sent).lowest).toBe(0);
  });

  it('of an answer and of a check arrive as sent', () => {
    const answer = { series: 'iterations 1', number: 3, numbers: [[4, 9] as const], isEnd: false };
    expect(readLeaseAnswer(toLeaseAnswer(answer))).toEqual(answer);
    expect(readLeaseCheck({ series: 'a', isRecall: true })).toEqual({ series: 'a', isRecall: true });
  });

  it.each([
    null,
    'text',
    { ...request, number: -1 },
    { ...request, want: 'many' },
    { ...request, returned: [1] },
    { ...request, returned: [5, 2] },
    { ...request, returned: 7 },
  ])('refuses %j', (data) => {
    expect(() => readLeaseRequest(data)).toThrow(expect.objectContaining({ code: 'BAD_MESSAGE' }));
  });
});
