/** Which hidden pages stay connected: a browser has six connections to a host, and commands need one. */
import type { FeedConnection } from './feed-connection.js';

/** The pages of a server tell each other here, by an id of their own, that they were hidden. */
export const hiddenPagesChannel = 'tsloc hidden pages';

/** Hidden pages that stay connected: those that were visible last. They show the end of a test, also if the server ends with it. */
export const connectedHiddenPages = 3;

/** Pauses the feed while the page is hidden and enough others were hidden later; resumes it when the page is visible. */
export function followVisibility(feed: Pick<FeedConnection, 'pause' | 'resume'>): void {
  const [id] = crypto.getRandomValues(new Uint32Array(1));
  const hiddenLater = new Set<number>();
  const channel = new BroadcastChannel(hiddenPagesChannel);
  const follow = () => {
    hiddenLater.clear();
    if (document.hidden) channel.postMessage(id);
    else feed.resume();
  };
  channel.onmessage = ({ data }) => {
    if (!document.hidden) return;
    hiddenLater.add(data);
    if (hiddenLater.size >= connectedHiddenPages) feed.pause();
  };
  document.addEventListener('visibilitychange', follow);
  follow();
}
