/** Finds the route of a request. */
import { UNKNOWN_PATTERN } from '../counts.js';
import type { Route } from './route.js';

/** The result of a lookup. `route` is undefined for an unknown path, and for a method that the path does not have. */
export interface Match {
  /** The route pattern of the path, or `(unknown)`. */
  readonly pattern: string;
  readonly route: Route | undefined;
  readonly params: Readonly<Record<string, string>>;
  /** The methods that the path has; empty for an unknown path. */
  readonly methods: readonly string[];
}

interface PathEntry {
  readonly pattern: string;
  readonly segments: readonly string[];
  readonly routes: Map<string, Route>;
}

/** Looks up routes by method and path. A fixed path has precedence over one with parameters. */
export class Router {
  private readonly fixed = new Map<string, PathEntry>();
  private readonly parametric: PathEntry[] = [];

  constructor(routes: readonly Route[]) {
    const paths = new Map<string, PathEntry>();
    for (const route of routes) {
      const { method, pattern } = route;
      const entry = paths.get(pattern) ?? { pattern, segments: pattern.split('/'), routes: new Map() };
      paths.set(pattern, entry);
      entry.routes.set(method, route);
    }
    for (const entry of paths.values()) {
      if (entry.pattern.includes(':')) this.parametric.push(entry);
      else this.fixed.set(entry.pattern, entry);
    }
  }

  /** The match for `method` and `path`, which is without its query. */
  match(method: string, path: string): Match {
    const fixed = this.fixed.get(path);
    if (fixed) return createMatch(fixed, method, {});
    const segments = path.split('/');
    for (const entry of this.parametric) {
      const params = matchSegments(entry.segments, segments);
      if (params) return createMatch(entry, method, params);
    }
    return { pattern: UNKNOWN_PATTERN, route: undefined, params: {}, methods: [] };
  }
}

function createMatch(entry: PathEntry, method: string, params: Record<string, string>): Match {
  return { pattern: entry.pattern, route: entry.routes.get(method), params, methods: [...entry.routes.keys()] };
}

function matchSegments(expected: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (expected.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const segment = segments[index] as string;
    if (!part.startsWith(':')) {
      if (part !== segment) return undefined;
    } else {
      if (segment === '') return undefined;
      params[part.slice(1)] = segment;
    }
  }
  return params;
}
