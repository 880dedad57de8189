/** Parses server-sent events (HTML standard). */
import type { Line } from './lines.js';

/** One event of a `text/event-stream`. */
export interface ServerSentEvent {
  /** `message` by default. */
  readonly event: string;
  readonly data: string;
  /** The last id that the server has sent; an empty string if none. */
  readonly id: string;
  /** Ms from the start of the request to the end of the event. */
  readonly at: number;
}

/** The events of a stream, without comments, events without data and an incomplete one at the end. */
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
