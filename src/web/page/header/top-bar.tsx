/** The bar at the top: the host, the state of the test, and its buttons. */
import { run, state } from '../feed/run-state.js';
import { pageArguments } from '../page-arguments.js';
import { spanText } from '../text/times.js';
import { Brand } from './brand.js';
import { elapsedSeconds } from './elapsed.js';
import { StateButtons } from './state-buttons.js';
import { StatePill } from './state-pill.js';
import { ThemeToggle } from './theme-toggle.js';

export interface TopBarProps {
  readonly onEdit: () => void;
  readonly onNew: () => void;
}

export function TopBar({ onEdit, onNew }: TopBarProps) {
  const { startTime, snapshot, points } = run.value;
  const elapsed = elapsedSeconds(state.value, startTime, snapshot?.at ?? null, points.at.at(-1) ?? null);
  const { locustfile, host } = pageArguments.value;
  const left = snapshot?.endsAt == null ? null : snapshot.endsAt - snapshot.at;
  return (
    <header class="top-bar">
      <Brand />
      <div class="subject">
        {locustfile != null && <span class="subject-file">{locustfile}</span>}
        {host != null && host !== '' && (
          <span class="subject-host" title="Host">
            {host}
          </span>
        )}
      </div>
      <StatePill state={state.value} />
      {elapsed !== null && (
        <span class="elapsed" title="Time since the start">
          {spanText(elapsed)}
          {left !== null && left > 0 && <span class="quiet-text"> · {spanText(left)} left</span>}
        </span>
      )}
      <div class="bar-actions">
        <StateButtons state={state.value} onEdit={onEdit} onNew={onNew} />
        <ThemeToggle />
      </div>
    </header>
  );
}
