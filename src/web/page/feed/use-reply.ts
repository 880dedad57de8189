/** Replies of the server that are fetched while a view is shown. */
import { useEffect } from 'preact/hooks';
import { readJson } from './commands.js';

/**
 * Fetches `address`, at first and when one of `inputs` changes, and calls `onReply` with its JSON reply: not if there is none, and
 * not after another change or the end of the view. Null fetches nothing.
 */
export function useReply<T>(address: string | null, onReply: (reply: T) => void, inputs: readonly unknown[]): void {
  useEffect(() => {
    if (address === null) return undefined;
    let isCurrent = true;
    readJson<T>(address).then((reply) => {
      if (isCurrent && reply !== null) onReply(reply);
    });
    return () => {
      isCurrent = false;
    };
  }, [...inputs]);
}
