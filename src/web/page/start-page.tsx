/** Decides which form the page has, by what its document holds, and starts it. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { repeat } from '../../util/loop/clock.js';
import { leaveSpan } from './charts/zoom.js';
import { FeedConnection, type FeedListener } from './feed/feed-connection.js';
import { readFrozenFeed } from './feed/frozen-feed.js';
import { followVisibility } from './feed/hidden-pages.js';
import { refreshArguments } from './feed/refresh-arguments.js';
import {
  connection,
  frozenRows,
  isOtherTest,
  knownState,
  run,
  takeEvent,
  takeLoss,
  takeOpen,
} from './feed/run-state.js';
import { frozenRun } from './feed/run-view.js';
import { checkSession, isSignedOut } from './feed/session.js';
import { followStarts, lastLoad } from './form/last-load.js';
import { Live } from './live.js';
import { Login } from './login/login.js';
import { pageArguments, pageWindow } from './page-arguments.js';
import { Report } from './report/report.js';
import { startRoute } from './shell/route.js';
import { startShortcuts } from './shell/shortcuts.js';
import { startTheme } from './shell/theme.js';

/** Shows the page in `place`. */
export async function startPage(place: HTMLElement): Promise<void> {
  const frozen = document.getElementById('feed')?.textContent ?? null;
  startTheme(frozen !== null);
  if (pageWindow.authArgs !== undefined) {
    document.title = pageWindow.authArgs.title ?? 'tsloc';
    render(<Login args={pageWindow.authArgs} />, place);
    return;
  }
  startRoute();
  startShortcuts();
  if (frozen === null) startLive(place);
  else await startReport(place, frozen);
}

async function startReport(place: HTMLElement, text: string): Promise<void> {
  const feed = await readFrozenFeed(text).catch((error: unknown) => {
    render(
      <p class="card padded">This report cannot be read by this browser, or is not complete: {String(error)}</p>,
      place,
    );
    throw error;
  });
  const { profile } = pageArguments.value;
  document.title = profile ? `Load test report – ${profile}` : 'Load test report';
  connection.value = 'frozen';
  frozenRows.value = feed.rows;
  run.value = frozenRun(feed);
  render(<Report peakUsers={feed.peakUsers} />, place);
}

function startLive(place: HTMLElement): void {
  knownState.value = pageArguments.value.state ?? 'ready';
  effect(() => {
    const { locustfile } = pageArguments.value;
    if (locustfile) document.title = `${locustfile} – tsloc`;
  });
  followStarts();
  const onOpen = () => {
    isSignedOut.value = false;
    takeOpen();
  };
  const onLost = () => {
    takeLoss();
    void checkSession();
  };
  const onEvent: FeedListener['onEvent'] = (kind, data) => {
    const { testId } = run.value;
    takeEvent(kind, data);
    if (testId !== null && testId !== run.value.testId) takeOtherTest();
  };
  const listener = { onOpen, onEvent, onLost };
  const feed = new FeedConnection('stats/stream', listener);
  repeat(1000, () => feed.beat());
  followVisibility(feed);
  render(<Live />, place);
}

/** Somebody else may have started it, or another process, with other classes, options and hosts. */
function takeOtherTest(): void {
  if (isOtherTest.value) lastLoad.value = null;
  leaveSpan();
  void refreshArguments();
}
