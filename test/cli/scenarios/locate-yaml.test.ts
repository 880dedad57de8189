import { describe, expect, it } from 'vitest';
import { type Located, plainValue } from '../../../src/analysis/scenarios/located.js';
import { locateYaml } from '../../../src/cli/scenarios/locate-yaml.js';

/** `path: place` of each value. */
function placesOf(node: Located, path = '$'): string[] {
  const own = `${path} ${node.place}`;
  if (node.kind === 'list') return [own, ...node.items.flatMap((item, i) => placesOf(item, `${path}[${i}]`))];
  if (node.kind === 'map') return [own, ...node.entries.flatMap(({ key, value }) => placesOf(value, `${path}.${key}`))];
  return [own];
}

describe('locateYaml', () => {
  it('gives each value its line and column', () => {
    expect(placesOf(locateYaml('a:\n  b: [1, x]\n  c:\n', 'f.yaml'))).toEqual([
      ...['$ f.yaml:1:1', '$.a f.yaml:2:3', '$.a.b f.yaml:2:6', '$.a.b[0] f.yaml:2:7', '$.a.b[1] f.yaml:2:10'],
      '$.a.c f.yaml:3:5',
    ]);
  });

  it('reads JSON, aliases and merge keys', () => {
    expect(plainValue(locateYaml('{"a": {"b": [true, null, 1.5]}}', 'f.json'))).toEqual({
      a: { b: [true, null, 1.5] },
    });
    const yaml = 'a: &a { x: 1, y: 2 }\nb: { <<: *a, y: 3 }\nc: *a\nd: { <<: [*a, { z: 4 }] }\n';
    expect(plainValue(locateYaml(yaml, 'f'))).toEqual({
      ...{ a: { x: 1, y: 2 }, b: { x: 1, y: 3 }, c: { x: 1, y: 2 }, d: { x: 1, y: 2, z: 4 } },
    });
  });

  it('prefers a written key to a merged one after it, and the first of several merged maps', () => {
    const yaml =
      'a: &a { x: 1, y: 2 }\nb: &b { x: 5, z: 6 }\nc: { x: 3, <<: *a }\nd: { <<: [*a, *b] }\ne: { z: 7, <<: [*b, *a] }\n';
    expect(plainValue(locateYaml(yaml, 'f'))).toMatchObject({
      ...{ c: { x: 3, y: 2 }, d: { x: 1, y: 2, z: 6 }, e: { x: 5, y: 2, z: 7 } },
    });
  });

  it('is null for an empty file', () => {
    expect(locateYaml('', 'f')).toEqual({ kind: 'value', value: null, place: 'f:1:1' });
  });

  it('says where a text is not YAML', () => {
    expect(() => locateYaml('a: 1\nb: "x\n', 'f.yaml')).toThrow(/^f\.yaml:\d+:\d+: Expected YAML, but: /);
  });
});
