/** What a user says about its requests to whoever listens to them. */

/** Anything that a listener of the `request` event may want to know. */
export type RequestContext = Readonly<Record<string, unknown>>;

/** Has a context for all of its requests. */
export interface ContextSource {
  context(): RequestContext;
}

export const noContext: RequestContext = Object.freeze({});

/** The context of the user, with the request's own laid over it. Makes a new object only where both say something. */
export function contextOf(user: ContextSource | null, own: RequestContext | undefined): RequestContext {
  const shared = user === null ? noContext : user.context();
  if (own === undefined) return shared;
  return shared === noContext ? own : { ...shared, ...own };
}
