import { describe, expect, it } from 'vitest';
import { TabBar, tabAfter, tabId } from '../../../../src/web/page/shell/tab-bar.js';
import { markupOf, wordsOf } from '../markup.js';

const tabs = [
  { key: 'stats', title: 'Statistics' },
  { key: 'failures', title: 'Failures', count: 1200, isAlarming: true },
  { key: 'my tab', title: 'Mine', count: 0 },
];

describe('the tabs', () => {
  it('have one selected tab, the only one in the tab order', () => {
    const bar = <TabBar tabs={tabs} selected="failures" onSelect={() => {}} />;
    expect(wordsOf(bar)).toBe('Statistics Failures 999+ Mine');
    expect(markupOf(bar).match(/aria-selected="true"/g)).toHaveLength(1);
    expect(markupOf(bar)).toMatch(/id="tab-failures"[^>]*tabindex="0"/);
  });

  it('are navigated by arrow keys, wrapping around', () => {
    expect(['ArrowRight', 'ArrowLeft', 'Home', 'End', 'a'].map((key) => tabAfter(key, tabs, 'my tab'))).toEqual([
      'stats',
      'failures',
      'stats',
      'my tab',
      null,
    ]);
    expect(tabAfter('ArrowLeft', tabs, 'stats')).toBe('my tab');
  });

  it('have ids without spaces', () => {
    expect(tabId('my tab')).toBe('tab-my_tab');
  });
});
