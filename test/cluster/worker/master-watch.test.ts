import { describe, expect, it } from 'vitest';
import { MasterWatch } from '../../../src/cluster/worker/master-watch.js';

/** What it says each second, `from` to `to`. */
function lookAt(watch: MasterWatch, from: number, to: number): string {
  let state = '';
  for (let second = from; second <= to; second++) state = watch.check(second * 1_000);
  return state;
}

describe('MasterWatch', () => {
  it('takes a master for lost that has not answered for over a minute', () => {
    const watch = new MasterWatch();
    watch.answered(0);
    expect([lookAt(watch, 0, 60), lookAt(watch, 61, 61)]).toEqual(['ok', 'lost']);
  });

  it('does not wait for one that has never answered', () => {
    expect(lookAt(new MasterWatch(), 0, 1_000)).toBe('ok');
  });

  it('takes this worker for forgotten if there is no answer on a new connection', () => {
    const watch = new MasterWatch();
    watch.connected(0);
    watch.answered(1_000);
    watch.connected(10_000);
    expect([lookAt(watch, 10, 15), lookAt(watch, 16, 16)]).toEqual(['ok', 'forgotten']);
    watch.answered(17_000);
    expect(lookAt(watch, 17, 30)).toBe('ok');
  });

  it('does not blame the master for a pause of this process', () => {
    const watch = new MasterWatch();
    watch.answered(0);
    lookAt(watch, 0, 3);
    expect(watch.check(200_000)).toBe('ok');
    expect([lookAt(watch, 201, 260), lookAt(watch, 261, 261)]).toEqual(['ok', 'lost']);
  });

  it('starts over while the worker is not registered', () => {
    const watch = new MasterWatch();
    watch.answered(0);
    watch.reset();
    expect(lookAt(watch, 0, 200)).toBe('ok');
  });
});
