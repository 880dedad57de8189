/** The part of a long table that is in sight. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { type RowWindow, rowWindow } from './row-window.js';

/** Which of `count` rows to draw, and the box that scrolls them; all of them where `rowHeight` is undefined. */
export function useRowWindow(count: number, rowHeight: number | undefined) {
  const box = useRef<HTMLElement>(null);
  const [sight, setSight] = useState({ scrollTop: 0, height: 1000 });
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => setPrinting(true);
    const end = () => setPrinting(false);
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  const windowAt = (scrollTop: number, height: number): RowWindow =>
    rowHeight === undefined || isPrinting ? { first: 0, end: count } : rowWindow(count, rowHeight, scrollTop, height);
  const drawn = windowAt(sight.scrollTop, sight.height);
  const onScroll = () => {
    const { scrollTop, clientHeight } = box.current as HTMLElement;
    const next = windowAt(scrollTop, clientHeight);
    if (next.first !== drawn.first || next.end !== drawn.end) setSight({ scrollTop, height: clientHeight });
  };
  return { box, drawn, onScroll };
}
