/** The feed that a report holds: JSON, deflated, as base64, since an hour of history must fit into a small file. */
import type { FrozenFeed } from '../../contracts/feed.js';

/** What `text` of a report's script element holds. */
export async function readFrozenFeed(text: string): Promise<FrozenFeed> {
  const bytes = Uint8Array.from(atob(text.trim()), (char) => char.charCodeAt(0));
  const json = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return (await new Response(json).json()) as FrozenFeed;
}
