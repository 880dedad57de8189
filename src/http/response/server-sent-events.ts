/** Server-sent events, as the HTML standard reads them. */
import type { Line } from './lines.js';

/** One event of a `text/event-stream`. */
export interface ServerSentEvent {
  /** `message` unless the server says something else. */
  readonly event: string;
  readonly data: string;
  /** The last id that the server has given; an empty text if none. */
  readonly id: string;
  /** When it was complete, in ms from the beginning of the request. */
  readonly at: number;
}

/** The events of a stream; comments and events without data are none, nor is one that is not complete at the end. */
export async function* parseEvents(lines: AsyncIterable<Line>): AsyncGenerator<ServerSentEvent> {
  let event = '';
  let id = '';
  let data: string[] = [];
  for await (const { text, at } of lines) {
    if (text === '') {
      if (data.length > 0) yield { event: event || 'message', data: data.join('\n'), id, at };
      event = '';
      data = [];
      continue;
    }
    const [field, value] = fieldOf(text);
    if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
    else if (field === 'id' && !value.includes('\0')) id = value;
  }
}

function fieldOf(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  if (colon < 0) return [line, ''];
  const from = line[colon + 1] === ' ' ? colon + 2 : colon + 1;
  return [line.slice(0, colon), line.slice(from)];
}
