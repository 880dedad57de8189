/** The log of each node: filtered by level and words, and followed as long as the reader is at its end. */
import { useEffect, useState } from 'preact/hooks';
import type { LogLine } from '../../contracts/feed.js';
import { run } from '../feed/run-state.js';
import { filterRows } from '../table/column.js';
import { FilterBox } from '../table/filter-box.js';
import { seeAlarms } from './log-alarms.js';
import { isAtLeast, type Level, levels } from './log-line.js';
import { LogList } from './log-list.js';

export function Logs() {
  const [words, setWords] = useState('');
  const [least, setLeast] = useState<Level>('DEBUG');
  const { log } = run.value;
  const lines = log.filter(({ text }) => isAtLeast(text, least));
  const found = filterRows(lines, words, ({ text }) => text);
  useEffect(seeAlarms, [log]);
  return (
    <div class="card">
      <div class="toolbar">
        <FilterBox what="lines" words={words} onChange={setWords} />
        <label class="inline-field">
          At least
          <select value={least} onChange={(event) => setLeast(event.currentTarget.value as Level)}>
            {levels.map((level) => (
              <option key={level}>{level}</option>
            ))}
          </select>
        </label>
      </div>
      {byNode(found).map(([node, texts]) => (
        <LogList key={node} title={node === '' ? 'This process' : `Worker ${node}`} lines={texts} />
      ))}
      {found.length === 0 && <p class="quiet-text padded">No lines{log.length > 0 ? ' of this kind' : ''}.</p>}
    </div>
  );
}

/** Lines by node, this process first. */
export function byNode(lines: readonly LogLine[]): [node: string, texts: string[]][] {
  const nodes = new Map<string, string[]>();
  for (const { node, text } of lines) {
    const texts = nodes.get(node);
    if (texts === undefined) nodes.set(node, [text]);
    else texts.push(text);
  }
  return [...nodes].sort(([a], [b]) => (a < b ? -1 : 1));
}
