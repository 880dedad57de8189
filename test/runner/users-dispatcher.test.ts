import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchOf } from '../../src/runner/ramp-steps.js';
import { type Dispatchable, greedySequence, type Shares, UsersDispatcher } from '../../src/runner/users-dispatcher.js';

interface Recorded {
  readonly classes: Readonly<Record<string, { readonly weight?: number; readonly fixedCount?: number }>>;
  readonly workers: readonly string[];
  readonly ramps: readonly {
    readonly target: number;
    readonly spawnRate: number;
    readonly waitSeconds: number;
    readonly steps: readonly Readonly<Record<string, Readonly<Record<string, number>>>>[];
  }[];
}

/** Ramps of Locust's own dispatcher, with the users that it assigned to each worker at each step. */
const recorded: readonly Recorded[] = JSON.parse(
  readFileSync(new URL('../golden/dispatch.json', import.meta.url), 'utf8'),
).cases;

function dispatchable([name, given]: [string, { weight?: number; fixedCount?: number }]): Dispatchable {
  return { name, weight: given.weight ?? 1, fixedCount: given.fixedCount ?? 0 };
}

/** Locust's order: the first worker of each host, then the second of each, by id among equals. */
function inLocustsOrder(workers: readonly string[]): string[] {
  const hostOf = (worker: string) => worker.split('_')[0] as string;
  const sorted = workers.toSorted();
  const ordinal = (worker: string) => sorted.filter((one) => hostOf(one) === hostOf(worker)).indexOf(worker);
  return sorted.toSorted((a, b) => ordinal(a) - ordinal(b));
}

function plain(shares: Shares): Record<string, Record<string, number>> {
  return Object.fromEntries([...shares].map(([node, counts]) => [node, Object.fromEntries(counts)]));
}

function take(names: Iterable<string>, count: number): string {
  const iterator = names[Symbol.iterator]();
  return Array.from({ length: count }, () => iterator.next().value).join('');
}

/** Classes called after their letters: `classesOf({ A: 3 }, { C: 2 })` has three As by weight, two Cs by count. */
function classesOf(weights: Record<string, number>, fixed: Record<string, number> = {}): Dispatchable[] {
  return [
    ...Object.entries(weights).map(([name, weight]) => ({ name, weight, fixedCount: 0 })),
    ...Object.entries(fixed).map(([name, fixedCount]) => ({ name, weight: 1, fixedCount })),
  ];
}

describe('greedySequence', () => {
  it.each([
    ['A5 B1', { A: 5, B: 1 }, 'AABAAAAABAAAAABAAAAABAAA'],
    ['A3 B1', { A: 3, B: 1 }, 'ABAAABAAABAAABAA'],
    ['A1 B1', { A: 1, B: 1 }, 'ABABABAB'],
    ['A1 B1 C1', { A: 1, B: 1, C: 1 }, 'ABCABCABC'],
    ['A1 B2 C3', { A: 1, B: 2, C: 3 }, 'CBACBCCBACBCCBACBCCBACBC'],
    ['A3 B2 C1', { A: 3, B: 2, C: 1 }, 'ABCABAABCABAABCABAABCABA'],
    ['A10 B1', { A: 10, B: 1 }, 'AAAABAAAAAAAAAAABAAAAAAA'],
    ['A0.5 B1.5', { A: 0.5, B: 1.5 }, 'BABBBABBBABBBABBBABBBABB'],
    ['A2 B4', { A: 2, B: 4 }, 'BABBABBABBABBABBABBABBAB'],
    ['A7 B3', { A: 7, B: 3 }, 'ABAABAAABAABAABAAABAABAA'],
    ['A10 B7 C1', { A: 10, B: 7, C: 1 }, 'ABABAABCABABAABABAABABAABACBABAABABA'],
  ])('yields %s in Locust’s order', (_title, weights, order) => {
    expect(take(greedySequence(classesOf(weights)), order.length)).toBe(order);
  });

  it('ends at once without classes', () => {
    expect([...greedySequence([])]).toEqual([]);
  });

  it('is as close to the weights as whole users can be, for any length', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 200 }), (list, count) => {
        const classes = list.map((weight, i) => ({ name: `class ${i}`, weight }));
        const total = list.reduce((sum, weight) => sum + weight, 0);
        const sequence = greedySequence(classes);
        const dealt = Array.from({ length: count }, () => sequence.next().value as string);
        for (const { name, weight } of classes) {
          const wanted = (count * weight) / total;
          expect(Math.abs(dealt.filter((one) => one === name).length - wanted)).toBeLessThan(2);
        }
      }),
    );
  });
});

describe('UsersDispatcher', () => {
  it('has the recorded cases to compare with', () => {
    expect(recorded).toHaveLength(120);
  });

  it.each(recorded.map((one, i) => [i, one] as const))(
    'assigns case %i exactly as Locust did',
    (_i, { classes, workers, ramps }) => {
      const dispatcher = new UsersDispatcher(Object.entries(classes).map(dispatchable), inLocustsOrder(workers));
      for (const { target, spawnRate, waitSeconds, steps } of ramps) {
        const batch = batchOf({ spawnRate });
        expect(batch.intervalMs / 1000).toBeCloseTo(waitSeconds, 9);
        const assigned = steps.map(() => {
          dispatcher.moveTowards(target, batch.users);
          return plain(dispatcher.shares());
        });
        expect(assigned).toEqual(steps);
      }
    },
  );

  it('assigns fixed users first, missing ones again after a ramp down, and continues with the weights', () => {
    const dispatcher = new UsersDispatcher(classesOf({ A: 2, B: 1 }, { C: 2, D: 3 }), ['n']);
    const totals = () => {
      const counts = plain(dispatcher.shares()).n as Record<string, number>;
      return `A${counts.A} B${counts.B} C${counts.C} D${counts.D}`;
    };
    dispatcher.moveTowards(12, 12);
    expect(totals()).toBe('A5 B2 C2 D3');
    dispatcher.moveTowards(4, 100);
    expect(totals()).toBe('A0 B0 C2 D2');
    dispatcher.moveTowards(8, 100);
    expect(totals()).toBe('A2 B1 C2 D3');
  });

  it('limits the fixed users to the target', () => {
    const dispatcher = new UsersDispatcher(classesOf({}, { C: 2, D: 3 }), ['n']);
    dispatcher.moveTowards(3, 3);
    expect(plain(dispatcher.shares()).n).toEqual({ C: 1, D: 2 });
  });

  it('returns false when no user can be added, below the target', () => {
    const dispatcher = new UsersDispatcher(classesOf({}, { C: 2 }), ['n']);
    expect(dispatcher.moveTowards(5, 2)).toBe(true);
    expect(dispatcher.moveTowards(5, 2)).toBe(false);
    expect(dispatcher.count).toBe(2);
    expect(new UsersDispatcher([{ name: 'A', weight: 0, fixedCount: 0 }], ['n']).moveTowards(5, 2)).toBe(false);
  });

  describe('when nodes join or leave', () => {
    /** The counts of the first ramp of each recorded case, by the number of users: what Locust assigns from scratch. */
    const fresh = recorded.flatMap(({ classes, workers, ramps }, i) => {
      const steps = ramps[0]?.steps ?? [];
      return steps.map((counts) => ({ title: `case ${i}`, classes, workers, counts, size: sizeOf(counts) }));
    });

    function sizeOf(counts: Readonly<Record<string, Readonly<Record<string, number>>>>): number {
      return Object.values(counts)
        .flatMap((ofNode) => Object.values(ofNode))
        .reduce((sum, count) => sum + count, 0);
    }

    it('changes nothing if the nodes are those that it has', () => {
      const dispatcher = new UsersDispatcher(classesOf({ A: 1, B: 2 }), ['n', 'm']);
      dispatcher.moveTowards(5, 5);
      dispatcher.moveTowards(3, 5);
      const before = plain(dispatcher.shares());
      expect(dispatcher.updateNodes(['n', 'm'])).toBe(false);
      expect(plain(dispatcher.shares())).toEqual(before);
      for (const nodes of [['n'], ['n', 'o'], ['o', 'n'], []]) expect(dispatcher.updateNodes(nodes)).toBe(true);
      expect(dispatcher.count).toBe(3);
    });

    it('redistributes from scratch: the counts are those that Locust assigns to these workers', () => {
      expect(fresh.length).toBeGreaterThan(1_000);
      for (const { title, classes, workers, counts, size } of fresh) {
        for (const before of [['other'], [...workers, 'x_1', 'y_2'], workers.slice(1).concat('z_3')]) {
          const dispatcher = new UsersDispatcher(Object.entries(classes).map(dispatchable), before);
          dispatcher.moveTowards(size, size);
          dispatcher.setNodes(inLocustsOrder(workers));
          expect({ title, counts: plain(dispatcher.shares()) }).toEqual({ title, counts });
        }
      }
    });

    it.each(recorded.map((one, i) => [i, one] as const))(
      'continues the ramp of case %i afterwards as Locust does with these workers',
      (_i, { classes, workers, ramps: [ramp] }) => {
        const { target, spawnRate, steps } = ramp as Recorded['ramps'][number];
        const batch = batchOf({ spawnRate });
        const half = Math.floor(steps.length / 2);
        const dispatcher = new UsersDispatcher(Object.entries(classes).map(dispatchable), ['first']);
        for (let step = 0; step < half; step++) dispatcher.moveTowards(target, batch.users);
        dispatcher.setNodes(inLocustsOrder(workers));
        const assigned = steps.slice(half).map(() => {
          dispatcher.moveTowards(target, batch.users);
          return plain(dispatcher.shares());
        });
        expect(assigned).toEqual(steps.slice(half));
      },
    );

    it('keeps the number of users while there is no node, and assigns them to the first that joins', () => {
      const dispatcher = new UsersDispatcher(classesOf({ A: 1 }), ['n']);
      dispatcher.moveTowards(5, 5);
      dispatcher.setNodes([]);
      expect([dispatcher.count, plain(dispatcher.shares())]).toEqual([5, {}]);
      expect(dispatcher.moveTowards(9, 2)).toBe(false);
      dispatcher.setNodes(['m']);
      expect([dispatcher.count, plain(dispatcher.shares())]).toEqual([5, { m: { A: 5 } }]);
    });

    it('uses the classes that the shape has chosen', () => {
      const dispatcher = new UsersDispatcher(classesOf({ A: 1, B: 1 }), ['n']);
      dispatcher.moveTowards(4, 4);
      dispatcher.choose(['B']);
      dispatcher.setNodes(['n', 'm']);
      expect(plain(dispatcher.shares())).toEqual({ n: { A: 0, B: 2 }, m: { A: 0, B: 2 } });
    });
  });

  describe('for any classes, nodes and ramps', () => {
    const classes = fc
      .array(fc.record({ weight: fc.nat(8), fixedCount: fc.oneof(fc.constant(0), fc.nat(5)) }), {
        minLength: 1,
        maxLength: 4,
      })
      .map((list) => list.map((one, i) => ({ name: `class ${i}`, ...one })));
    const nodes = fc.integer({ min: 1, max: 4 }).map((count) => Array.from({ length: count }, (_, i) => `node ${i}`));
    const ramps = fc.array(
      fc.record({ target: fc.nat(40), batch: fc.integer({ min: 1, max: 12 }), steps: fc.integer({ min: 1, max: 6 }) }),
      { minLength: 1, maxLength: 6 },
    );

    it('moves by a batch at most, towards the target, and never adds and removes in one step', () => {
      fc.assert(
        fc.property(classes, nodes, ramps, (someClasses, someNodes, someRamps) => {
          const dispatcher = new UsersDispatcher(someClasses, someNodes);
          for (const { target, batch, steps } of someRamps) {
            for (let step = 0; step < steps; step++) {
              const [before, count] = [flat(dispatcher.shares()), dispatcher.count];
              const moved = dispatcher.moveTowards(target, batch);
              const changes = flat(dispatcher.shares()).map((after, i) => after - (before[i] as number));
              const change = changes.reduce((sum, one) => sum + one, 0);
              expect(dispatcher.count).toBe(count + change);
              expect(changes.reduce((sum, one) => sum + Math.abs(one), 0)).toBe(Math.abs(change));
              const wanted = Math.max(-batch, Math.min(batch, target - count));
              if (canAssign(someClasses) || wanted <= 0) expect(change).toBe(wanted);
              else expect(change).toBeLessThanOrEqual(wanted);
              expect(moved).toBe(change !== 0 || wanted === 0);
            }
          }
        }),
      );
    });

    it('assigns no more users of a class than its fixed count, to all nodes in turn', () => {
      fc.assert(
        fc.property(classes, nodes, fc.nat(60), (someClasses, someNodes, target) => {
          const dispatcher = new UsersDispatcher(someClasses, someNodes);
          dispatcher.moveTowards(target, 100);
          const shares = dispatcher.shares();
          const perNode = [...shares.values()].map((counts) => [...counts.values()].reduce((a, b) => a + b, 0));
          expect(Math.max(...perNode) - Math.min(...perNode)).toBeLessThanOrEqual(1);
          for (const { name, fixedCount } of someClasses.filter((one) => one.fixedCount > 0)) {
            const count = [...shares.values()].reduce((sum, counts) => sum + (counts.get(name) ?? 0), 0);
            expect(count).toBeLessThanOrEqual(fixedCount);
          }
        }),
      );
    });

    it('removes the last assigned first: on the way down the shares are those of the way up', () => {
      fc.assert(
        fc.property(classes, nodes, fc.integer({ min: 1, max: 40 }), (someClasses, someNodes, target) => {
          const dispatcher = new UsersDispatcher(someClasses, someNodes);
          const up = Array.from({ length: target }, () => {
            dispatcher.moveTowards(target, 1);
            return flat(dispatcher.shares());
          });
          for (let count = dispatcher.count - 1; count > 0; count--) {
            dispatcher.moveTowards(0, 1);
            expect(flat(dispatcher.shares())).toEqual(up[count - 1]);
          }
        }),
      );
    });
  });

  function flat(shares: Shares): number[] {
    return [...shares.values()].flatMap((counts) => [...counts.values()]);
  }

  function canAssign(classes: readonly Dispatchable[]): boolean {
    return classes.some(({ weight, fixedCount }) => weight > 0 && fixedCount === 0);
  }
});
