/** Log lines of one node. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { levelOf } from './log-line.js';

export interface LogListProps {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Within this many px of its end, the list follows new lines. */
const nearEndPx = 40;

export function LogList({ title, lines }: LogListProps) {
  const list = useRef<HTMLOListElement>(null);
  const follows = useRef(true);
  useLayoutEffect(() => {
    const element = list.current;
    if (element !== null && follows.current) element.scrollTop = element.scrollHeight;
  }, [lines]);
  return (
    <section class="log">
      <h2>{title}</h2>
      <ol
        class="log-lines"
        ref={list}
        aria-label={`Log: ${title}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by keyboard
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          follows.current = scrollHeight - scrollTop - clientHeight < nearEndPx;
        }}
      >
        {lines.map((line, index) => (
          <li key={index} class={`level-${levelOf(line)?.toLowerCase() ?? 'none'}`}>
            {line}
          </li>
        ))}
      </ol>
    </section>
  );
}
