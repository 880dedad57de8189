import { expect, it } from 'vitest';
import { childVariables, takeChildKind } from '../../../src/cli/cluster/child-environment.js';

it('tells a child its role, but not the processes that the child starts', () => {
  const env = childVariables({ PATH: '/bin' }, 'ipc');
  expect([takeChildKind(env), env, takeChildKind(env)]).toEqual(['ipc', { PATH: '/bin' }, null]);
});
