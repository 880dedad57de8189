/** The comparisons of the bench, and their goals. */
import type { contenders } from './contenders.js';

type Name = keyof typeof contenders;

/** `subject` should reach at least `atLeast` times the rate of `of`. */
export interface Goal {
  readonly subject: Name;
  readonly of: Name;
  readonly atLeast: number;
}

/** Contenders that are measured alternately against one server. */
export interface Comparison {
  readonly title: string;
  readonly connections: number;
  readonly target: 'http' | 'https';
  readonly names: readonly Name[];
  readonly goals: readonly Goal[];
  /** True if it is part of the quick run. */
  readonly isQuick: boolean;
}

const goal = (subject: Name, of: Name, atLeast: number): Goal => ({ subject, of, atLeast });

/** In the order of the run. */
export const comparisons: readonly Comparison[] = [
  {
    title: '100 users, GET of 100 bytes',
    connections: 100,
    target: 'http',
    names: ['fast', 'http', 'socket', 'dispatch', 'autocannon'],
    goals: [goal('fast', 'autocannon', 1.3), goal('fast', 'socket', 0.7), goal('http', 'dispatch', 0.8)],
    isQuick: true,
  },
  {
    title: '1,000 users, GET of 100 bytes',
    connections: 1_000,
    target: 'http',
    names: ['fast', 'http', 'dispatch', 'autocannon'],
    goals: [goal('fast', 'autocannon', 1.5), goal('http', 'dispatch', 0.8)],
    isQuick: true,
  },
  {
    title: '5,000 users, GET of 100 bytes',
    connections: 5_000,
    target: 'http',
    names: ['fast', 'autocannon', 'oha'],
    goals: [goal('fast', 'autocannon', 1.5), goal('fast', 'oha', 1.1)],
    isQuick: false,
  },
  {
    title: '1,000 users, against oha',
    connections: 1_000,
    target: 'http',
    names: ['fast', 'oha'],
    goals: [goal('fast', 'oha', 1.1)],
    isQuick: false,
  },
  {
    title: '100 users, against other tools',
    connections: 100,
    target: 'http',
    names: ['fast', 'http', 'wrk', 'oha', 'hey', 'k6', 'artillery', 'locustFast', 'locustHttp'],
    goals: [
      goal('fast', 'oha', 1),
      goal('fast', 'hey', 2.5),
      goal('fast', 'k6', 5),
      goal('fast', 'artillery', 25),
      goal('fast', 'locustFast', 10),
      goal('http', 'locustHttp', 25),
    ],
    isQuick: false,
  },
  {
    title: '100 users, POST of 1 KB of JSON',
    connections: 100,
    target: 'http',
    names: ['fast', 'fastPost', 'http', 'httpPost'],
    goals: [goal('fastPost', 'fast', 0.6), goal('httpPost', 'http', 0.6)],
    isQuick: false,
  },
  {
    title: '100 users, HTTPS, connections kept',
    connections: 100,
    target: 'https',
    names: ['fast', 'wrk'],
    goals: [goal('fast', 'wrk', 0.5)],
    isQuick: false,
  },
];
