import { expect, it } from 'vitest';
import type { ActorClass } from '../../../src/core/actor.js';
import type { Environment } from '../../../src/core/environment.js';
import { hostOfForm, shownHost } from '../../../src/web/api/shown-host.js';

const classes = (...hosts: (string | null)[]) =>
  hosts.map((host) => ({ host })) as unknown as ActorClass<Environment>[];

it('is shown without user name and password', () => {
  expect(shownHost({ host: 'http://ann:pw@h/base', userClasses: [] })).toBe('http://h/base');
  expect(shownHost({ host: null, userClasses: classes('http://h') })).toBeNull();
});

it('keeps its credentials when a form sends back what was shown', () => {
  const hosts = { host: 'http://ann:pw@h', userClasses: classes('http://bob:pw@i', null) };
  expect(hostOfForm(hosts, 'http://h')).toBe('http://ann:pw@h');
  expect(hostOfForm(hosts, 'http://i')).toBe('http://bob:pw@i');
  expect(hostOfForm(hosts, 'http://j')).toBe('http://j');
  expect(hostOfForm(hosts, '')).toBe('');
});
