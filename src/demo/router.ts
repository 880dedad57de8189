/** Finds the route of a request. */
import { UNKNOWN_PATTERN } from './counts.js';
import type { Route } from './route.js';

/** Where a request belongs. `route` is undefined for an unknown path, and for a method that the path does not have. */
export interface Match {
  /** The route pattern of the path, or `(unknown)`. */
  readonly pattern: string;
  readonly route: Route | undefined;
  readonly params: Readonly<Record<string, string>>;
  /** The methods that the path has; empty for an unknown path. */
  readonly methods: readonly string[];
}

interface Place {
  readonly pattern: string;
  readonly segments: readonly string[];
  readonly routes: Map<string, Route>;
}

/** The routes of a service, looked up by method and path. A fixed path wins over one with parameters. */
export class Router {
  private readonly fixed = new Map<string, Place>();
  private readonly parametric: Place[] = [];

  constructor(routes: readonly Route[]) {
    const places = new Map<string, Place>();
    for (const route of routes) {
      const { method, pattern } = route;
      const place = places.get(pattern) ?? { pattern, segments: pattern.split('/'), routes: new Map() };
      places.set(pattern, place);
      place.routes.set(method, route);
    }
    for (const place of places.values()) {
      if (place.pattern.includes(':')) this.parametric.push(place);
      else this.fixed.set(place.pattern, place);
    }
  }

  /** The place of `method path`; `path` without its query. */
  match(method: string, path: string): Match {
    const fixed = this.fixed.get(path);
    if (fixed) return matchOf(fixed, method, {});
    const segments = path.split('/');
    for (const place of this.parametric) {
      const params = paramsOf(place.segments, segments);
      if (params) return matchOf(place, method, params);
    }
    return { pattern: UNKNOWN_PATTERN, route: undefined, params: {}, methods: [] };
  }
}

function matchOf(place: Place, method: string, params: Record<string, string>): Match {
  return { pattern: place.pattern, route: place.routes.get(method), params, methods: [...place.routes.keys()] };
}

function paramsOf(wanted: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (wanted.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
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
