import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEvents } from '../../../src/http/response/server-sent-events.js';

async function* linesOf(text: string) {
  let at = 0;
  for (const line of text.split('\n').slice(0, -1)) yield { text: line, at: at++ };
}

async function eventsOf(text: string) {
  const events = [];
  for await (const event of parseEvents(linesOf(text))) events.push(event);
  return events;
}

describe('server-sent events', () => {
  it('are parsed as in the HTML standard', async () => {
    const text = [
      ': a comment\n',
      'data: YHOO\ndata: +2\ndata: 10\n\n',
      'event: add\nid: 1\ndata:73857293\n\n',
      'event: forgotten\n\n',
      'data\n\ndata\ndata\n\n',
      'data:  two spaces\nretry: 10\nother: x\nid\n\n',
      'id: a\0b\ndata: x\n\n',
      'data: never ended\n',
    ].join('');
    expect(await eventsOf(text)).toEqual([
      { event: 'message', data: 'YHOO\n+2\n10', id: '', at: 4 },
      { event: 'add', data: '73857293', id: '1', at: 8 },
      { event: 'message', data: '', id: '1', at: 12 },
      { event: 'message', data: '\n', id: '1', at: 15 },
      { event: 'message', data: ' two spaces', id: '', at: 20 },
      { event: 'message', data: 'x', id: '', at: 23 },
    ]);
  });

  it('are the events that a server sent', async () => {
    const text = fc.string({ maxLength: 10 }).filter((one) => !/[\n\r\0]/.test(one));
    const event = fc.record({
      event: text.filter((one) => one !== ''),
      data: fc.array(text, { minLength: 1 }),
      id: text,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event), async (events) => {
        const written = events.map(
          (one) => `id: ${one.id}\nevent: ${one.event}\n${one.data.map((line) => `data: ${line}\n`).join('')}\n`,
        );
        const read = await eventsOf(written.join(''));
        const expected = events.map(({ event, data, id }) => ({ event, data: data.join('\n'), id }));
        expect(read.map(({ event, data, id }) => ({ event, data, id }))).toEqual(expected);
      }),
    );
  });
});
