/** The tabs, and what the selected one shows. */
import type { ComponentChildren } from 'preact';
import { run } from './feed/run-state.js';
import { pageArguments } from './page-arguments.js';
import { goTo, place } from './shell/route.js';
import { type Tab, TabBar, tabId } from './shell/tab-bar.js';
import { Charts } from './tabs/charts.js';
import { Downloads } from './tabs/downloads.js';
import { Exceptions } from './tabs/exceptions.js';
import { Extended } from './tabs/extended.js';
import { Failures } from './tabs/failures.js';
import { newAlarms } from './tabs/log-alarms.js';
import { Logs } from './tabs/logs.js';
import { Metrics } from './tabs/metrics.js';
import { Ratio } from './tabs/ratio.js';
import { Statistics } from './tabs/statistics.js';
import { Targets } from './tabs/targets.js';
import { Workers } from './tabs/workers.js';

export function Views() {
  const tabs = tabsNow();
  const selected = tabs.some(({ key }) => key === place.value.tab) ? place.value.tab : 'stats';
  return (
    <>
      <TabBar tabs={tabs} selected={selected} onSelect={(tab) => goTo({ tab })} />
      <div id="panel" role="tabpanel" aria-labelledby={tabId(selected)} class="panel">
        {panels[selected]?.() ?? <Extended key={selected} tab={selected} />}
      </div>
    </>
  );
}

/** By Locust's keys. */
const panels: Readonly<Record<string, () => ComponentChildren>> = {
  stats: () => <Statistics />,
  charts: () => <Charts />,
  failures: () => <Failures />,
  exceptions: () => <Exceptions />,
  ratios: () => <Ratio />,
  targets: () => <Targets />,
  metrics: () => <Metrics />,
  reports: () => <Downloads />,
  logViewer: () => <Logs />,
  workers: () => <Workers />,
};

function tabsNow(): Tab[] {
  const { failures, exceptions, metrics, snapshot } = run.value;
  const targets = snapshot?.targets ?? [];
  const missed = targets.filter(({ state }) => state === 'missed').length;
  const isDistributed = snapshot === null ? pageArguments.value.is_distributed === true : snapshot.workers !== null;
  return [
    { key: 'stats', title: 'Statistics' },
    { key: 'charts', title: 'Charts' },
    { key: 'failures', title: 'Failures', count: failures.size, isAlarming: true },
    { key: 'exceptions', title: 'Exceptions', count: exceptions.size, isAlarming: true },
    ...(targets.length > 0 ? [{ key: 'targets', title: 'Targets', count: missed, isAlarming: true }] : []),
    ...(metrics.size > 0 ? [{ key: 'metrics', title: 'Metrics' }] : []),
    { key: 'ratios', title: 'Ratio' },
    { key: 'reports', title: 'Downloads' },
    { key: 'logViewer', title: 'Logs', count: newAlarms.value, isAlarming: true },
    ...(isDistributed ? [{ key: 'workers', title: 'Workers', count: snapshot?.workers?.length ?? 0 }] : []),
    ...(pageArguments.value.extended_tabs ?? []),
  ];
}
