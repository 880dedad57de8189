import { type ContainerNode, options, render } from 'preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useReply } from '../../../../src/web/page/feed/use-reply.js';

const { requestAnimationFrame } = options;
beforeEach(() => {
  options.requestAnimationFrame = (flush) => flush();
});
afterEach(() => {
  options.requestAnimationFrame = requestAnimationFrame as never;
  vi.unstubAllGlobals();
});

it('fetches again when an input changes, and drops what comes too late or is no reply', async () => {
  const requests: { address: string; answer: (status: number, reply?: unknown) => Promise<void> }[] = [];
  vi.stubGlobal('fetch', (address: string) => {
    return new Promise<Response>((resolve) => {
      const answer = async (status: number, reply: unknown = null) => {
        resolve(Response.json(reply, { status }));
        await new Promise((done) => setImmediate(done));
      };
      requests.push({ address, answer });
    });
  });
  const replies: unknown[] = [];
  const View = ({ address, moment }: { address: string | null; moment: number }) => {
    useReply(address, (reply) => replies.push(reply), [moment]);
    return null;
  };
  const place = { nodeType: 1, childNodes: [], firstChild: null } as unknown as ContainerNode;
  render(<View address="tasks" moment={1} />, place);
  render(<View address="tasks?again" moment={1} />, place);
  await requests[0]?.answer(200, 'first');
  render(<View address="tasks" moment={2} />, place);
  render(<View address="tasks" moment={3} />, place);
  await requests[1]?.answer(200, 'too late');
  await requests[2]?.answer(500);
  render(<View address={null} moment={4} />, place);
  render(<View address="tasks" moment={5} />, place);
  render(null, place);
  await requests[3]?.answer(200, 'after the end');
  expect(requests.map(({ address }) => address)).toEqual(['tasks', 'tasks', 'tasks', 'tasks']);
  expect(replies).toEqual(['first']);
});
