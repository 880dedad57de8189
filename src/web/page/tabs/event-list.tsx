/** What happened during the test, in words: the charts' vertical lines. */
import type { Marker } from '../../contracts/feed.js';
import { markerColors } from '../charts/draw-markers.js';
import { timeText } from '../text/times.js';

export function EventList({ markers }: { readonly markers: readonly Marker[] }) {
  return (
    <section class="card padded">
      <h2>Events</h2>
      <ol class="events">
        {markers.map(({ at, kind, text }) => (
          <li key={`${at} ${text}`}>
            <span class="swatch" style={{ background: `var(${markerColors[kind]})` }} />
            <time dateTime={new Date(at * 1000).toISOString()}>{timeText(at)}</time>
            <span>
              {kindWords[kind]} {text}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const kindWords: Readonly<Record<Marker['kind'], string>> = {
  start: 'Test',
  load: 'Load changed:',
  stop: 'Test',
  target: 'Target missed:',
};
