import { describe, expect, it } from 'vitest';
import { prepareClass } from '../../src/core/actor.js';
import { prependInternal } from '../../src/core/events/hook.js';
import { prepareClasses } from '../../src/core/prepare-classes.js';
import { TslocError } from '../../src/util/error.js';
import { Stage } from '../helpers/users/actors.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

function environmentWith(code: string) {
  const [broken, sound] = ['Broken', 'Sound'].map((name) => new Stage().actorClass(name)) as [never, never];
  const { environment } = makeEnvironment({}, [broken, sound]);
  const prepared: unknown[] = [];
  const fail = () => {
    throw new TslocError(code, 'Expected something else.');
  };
  Object.assign(broken, { [prepareClass]: fail });
  Object.assign(sound, { [prepareClass]: (given: unknown) => prepared.push(given) });
  return { environment, prepared };
}

describe('prepareClasses', () => {
  it('throws what would keep the users of a class from running', () => {
    const { environment } = environmentWith('MISSING_HOST');
    environment.events.testStart[prependInternal](() => {});
    expect(() => prepareClasses(environment)).toThrow(expect.objectContaining({ code: 'MISSING_HOST' }));
  });

  it.each(['addListener', 'prependListener'] as const)(
    'leaves a missing host to the users where a listener of testStart may set it, and prepares the other classes: %s',
    (add) => {
      const { environment, prepared } = environmentWith('MISSING_HOST');
      environment.events.testStart[add](() => {});
      prepareClasses(environment);
      expect(prepared).toEqual([environment]);
    },
  );

  it('throws every other error there, too', () => {
    const { environment } = environmentWith('BAD_HOST');
    environment.events.testStart.addListener(() => {});
    expect(() => prepareClasses(environment)).toThrow(expect.objectContaining({ code: 'BAD_HOST' }));
  });
});
