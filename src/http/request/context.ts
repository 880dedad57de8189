/** The context that a user attaches to its requests, for listeners of the `request` event. */

/** Arbitrary data for listeners of the `request` event. */
export type RequestContext = Readonly<Record<string, unknown>>;

/** Provides the context of all its requests: a user. */
export interface ContextSource {
  context(): RequestContext;
}

export const noContext: RequestContext = Object.freeze({});

/** The user's context, overridden by the request's. Allocates only where both have entries. */
export function contextOf(user: ContextSource | null, own: RequestContext | undefined): RequestContext {
  const shared = user === null ? noContext : user.context();
  if (own === undefined) return shared;
  return shared === noContext ? own : { ...shared, ...own };
}
