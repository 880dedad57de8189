import { expect, it } from 'vitest';
import { saveMember } from '../../src/util/save-member.js';

it('restores an own member, and removes one that was inherited or absent', () => {
  const changed = Object.assign(Object.create({ rate: 1 }), { own: 2 });
  const restores = ['rate', 'own', 'added'].map((name) => saveMember(changed, name));
  Object.assign(changed, { rate: 5, own: 6, added: 7 });
  for (const restore of restores) restore();
  expect([changed.rate, changed.own, Object.keys(changed)]).toEqual([1, 2, ['own']]);
});
