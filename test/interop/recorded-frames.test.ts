/** The Locust of this machine sends messages of the forms that were recorded. */
import { describe, expect, it } from 'vitest';
import { decodeMessage } from '../../src/cluster/messages/codec.js';
import { formOf, recordedFrames } from '../helpers/cluster/recorded-frames.js';
import { skipped } from './locust.js';
import { hasRequests, recordSession } from './recorded-session.js';

describe.skipIf(skipped)('a session of a Locust master and a Locust worker', () => {
  it('has the messages that the tests of our nodes compare with', async () => {
    const messages = await recordSession();
    const formsOf = (from: string, type: string, isReport: boolean) =>
      messages
        .filter((one) => one.from === from && hasRequests(one) === isReport)
        .map(({ payload }) => decodeMessage(payload))
        .filter((message) => message.type === type)
        .map(({ data }) => formOf(sorted(data)));
    for (const { from, type, bytes, message } of recordedFrames('locust-2.47.0')) {
      const forms = formsOf(from, type, hasRequests({ from, payload: bytes }));
      expect(forms, `${type} of the ${from}`).toContainEqual(formOf(sorted(message.data)));
    }
  });
});

/** A report with its rows by name. */
function sorted(data: unknown): unknown {
  const { stats } = Object(data) as { stats?: { name: string }[] };
  if (!Array.isArray(stats)) return data;
  return { ...(data as object), stats: stats.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
}
