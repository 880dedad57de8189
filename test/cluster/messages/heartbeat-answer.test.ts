import { describe, expect, it } from 'vitest';
import { readHeartbeatAnswer, toHeartbeatAnswer } from '../../../src/cluster/messages/heartbeat-answer.js';

describe('the answer to a heartbeat', () => {
  it('is read as it was sent', () => {
    const answer = { received: 4, epochs: { epoch: 3, testEpoch: 2 } };
    expect(readHeartbeatAnswer(toHeartbeatAnswer(answer))).toEqual(answer);
  });

  it('is empty from a master of Locust, and has no epochs from an earlier tsloc', () => {
    expect([null, { received: 4 }].map(readHeartbeatAnswer)).toEqual([{}, { received: 4 }]);
  });

  it('is refused if it is wrong', () => {
    for (const data of [5, { received: 'x' }, { received: 1, epoch: -1, testEpoch: 0 }])
      expect(() => readHeartbeatAnswer(data)).toThrow(expect.objectContaining({ code: 'BAD_MESSAGE' }));
  });
});
