import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf } from '../../src/stats/hdr-buckets.js';
import { Histogram } from '../../src/stats/histogram.js';
import type { HistogramSnapshot } from '../../src/stats/histogram-snapshot.js';
import { bruteForce, expectNear, histogramOf, times } from '../helpers/statistics/histograms.js';

describe('Histogram', () => {
  it('has the same percentiles before and after it changes from a list to sorted buckets, and to counts', () => {
    const values = Array.from({ length: 5_000 }, (_, i) => (i * 37) % 1_000);
    const histogram = new Histogram();
    for (const [i, value] of values.entries()) {
      histogram.record(value);
      if (i % 500 === 5 || (i > 250 && i < 260) || (i > 1_020 && i < 1_030)) {
        const snapshot = histogram.snapshot();
        expectNear(snapshot.percentiles([0, 0.5, 0.99]), bruteForce(values.slice(0, i + 1), [0, 0.5, 0.99]));
        expect(snapshot.count).toBe(i + 1);
      }
    }
  });

  it('gives snapshots that do not change, and the same one until another value is added', () => {
    for (const length of [3, 300, 3_000]) {
      const histogram = histogramOf(Array.from({ length }, (_, i) => i));
      const [first, before] = [histogram.snapshot(), histogram.snapshot().toDelta()];
      if (length < 1_000) expect(histogram.snapshot()).toBe(first); // counts are sorted anew
      histogram.record(7);
      expect(histogram.snapshot().count).toBe(length + 1);
      expect(first.toDelta()).toEqual(before);
    }
  });

  it('counts a hundred thousand requests of the same time', () => {
    const histogram = new Histogram();
    for (let i = 0; i < 100_000; i++) histogram.record(i % 10 === 0 ? 3_000 : 7);
    expect(histogram.snapshot().toDelta().counts).toEqual([90_000, 10_000]);
    expectNear(histogram.snapshot().percentiles([0.5, 0.8999, 0.9, 1]), [7, 7, 3_000, 3_000]);
  });

  it('counts a time below 0 as 0, and one of centuries as the longest it holds', () => {
    const histogram = histogramOf([-3.6, 1e300]);
    expect(histogram.count).toBe(2);
    expect(histogram.snapshot().percentiles([0])).toEqual([0]);
    expect(histogram.snapshot().percentiles([1])).toEqual([Math.round(Number.MAX_SAFE_INTEGER / 1000)]);
  });

  it('is empty after clear()', () => {
    for (const length of [3, 300]) {
      const histogram = histogramOf(Array.from({ length }, (_, i) => i));
      histogram.clear();
      expect(histogram.drain()).toEqual(new Histogram().drain());
      histogram.record(5);
      expect(histogram.snapshot().percentiles([0, 1])).toEqual([5, 5]);
    }
  });
});

describe('drain and absorb', () => {
  const equal = (a: HistogramSnapshot, b: HistogramSnapshot) => expect(a.toDelta()).toEqual(b.toDelta());

  it('move everything that was recorded, as plain data', () => {
    const [from, to] = [histogramOf([1, 1, 2000]), new Histogram()];
    const before = from.snapshot();
    const delta = from.drain();
    expect(structuredClone(delta)).toEqual(JSON.parse(JSON.stringify(delta)));
    expect(from.count).toBe(0);
    to.absorb(delta);
    equal(to.snapshot(), before);
    to.absorb(from.drain());
    equal(to.snapshot(), before);
  });

  it('equal one histogram that recorded everything, however the values are divided', () => {
    fc.assert(
      fc.property(fc.array(times(0), { maxLength: 6 }), (parts) => {
        const absorbed = new Histogram();
        for (const part of parts) absorbed.absorb(histogramOf(part).drain());
        equal(absorbed.snapshot(), histogramOf(parts.flat()).snapshot());
        expect(absorbed.count).toBe(parts.flat().length);
      }),
    );
  });

  it('equal one histogram that recorded everything, however many values are absorbed, and how different they are', () => {
    for (const spread of [1, 20, 3_000]) {
      const [absorbed, recorded] = [new Histogram(), new Histogram()];
      for (let report = 0; report < 60; report++) {
        const values = Array.from(
          { length: 1 + ((report * 31) % 700) },
          (_, i) => ((i * 7_919 + report) % 5_000) * spread,
        );
        absorbed.absorb(histogramOf(values).drain());
        for (const value of values) recorded.record(value);
        if (report % 10 === 9) equal(absorbed.snapshot(), recorded.snapshot());
      }
      absorbed.record(1);
      recorded.record(1);
      equal(absorbed.snapshot(), recorded.snapshot());
    }
  });

  it('continue with values recorded later', () => {
    fc.assert(
      fc.property(times(0), times(0), times(0), (before, absorbed, after) => {
        const histogram = histogramOf(before);
        histogram.absorb(histogramOf(absorbed).drain());
        for (const value of after) histogram.record(value);
        equal(histogram.snapshot(), histogramOf([...before, ...absorbed, ...after]).snapshot());
      }),
    );
  });

  it('lose no value beyond the extremes that a delta names', () => {
    const wrong = { min: 3_000, max: 3_000, indexes: [bucketOf(1_000), bucketOf(5_000)], counts: [2_000, 2_000] };
    for (const size of [0, 100, 5_000]) {
      const histogram = histogramOf(Array.from({ length: size }, () => 3));
      histogram.absorb(wrong);
      expect(histogram.snapshot().count).toBe(size + 4_000);
      expect(histogram.snapshot().percentiles([0, 1])).toEqual([1, 5]);
    }
  });

  it('hold more than 65,535 in a bucket', () => {
    const histogram = histogramOf([7]);
    const many = { min: 7_000, max: 7_000, indexes: histogram.snapshot().toDelta().indexes, counts: [65_535] };
    histogram.absorb(many);
    histogram.record(7);
    expect(histogram.snapshot().toDelta().counts).toEqual([65_537]);
    for (let i = 0; i < 300; i++) histogram.record(7);
    expect(histogram.snapshot().toDelta().counts).toEqual([65_837]);
  });
});
