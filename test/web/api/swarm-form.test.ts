import { describe, expect, it } from 'vitest';
import { flagOf } from '../../../src/core/options/argument-settings.js';
import { fieldName, readSwarmForm, type SwarmRequest } from '../../../src/web/api/swarm-form.js';

const flags = new Map([
  ['slowAfter', flagOf('--slow-after', undefined, { type: 'integer', default: 200 })],
  ['stage', flagOf('--stage', undefined, { choices: ['dev', 'prod'], default: 'dev' })],
  ['dry', flagOf('--dry', undefined, { type: 'flag' })],
  ['label', flagOf('--label', undefined, {})],
  ['regions', flagOf('--regions', undefined, { choices: ['eu', 'us', 'ap', 'eu,north'], isMultiple: true })],
]);
const read = (...fields: [string, string][]) => readSwarmForm(fields, flags);

describe('readSwarmForm', () => {
  it('reads the fields of Locust’s own form', () => {
    expect(
      read(
        ['shape_class', 'Default'],
        ['user_count', '10'],
        ['spawn_rate', '2.5'],
        ['host', 'http://h'],
        ['run_time', '1m'],
        ['profile', ''],
        ['user_classes', 'A'],
        ['user_classes', 'B'],
      ),
    ).toEqual({
      users: 10,
      spawnRate: 2.5,
      runTime: 60,
      host: 'http://h',
      profile: '',
      userClasses: ['A', 'B'],
      shape: 'Default',
      customOptions: new Map(),
    });
  });

  it('reads absent fields as null, and an empty run time as none', () => {
    expect(read(['run_time', ''])).toMatchObject({
      users: null,
      spawnRate: null,
      runTime: null,
      host: null,
      shape: null,
    });
  });

  it('removes < and > from the host', () => {
    expect(read(['host', 'http://<b>h'])).toMatchObject({ host: 'http://bh' });
  });

  it.each([
    [['user_count', 'abc'], "Invalid user_count value: 'abc' (must be an integer)"],
    [['user_count', '1.5'], "Invalid user_count value: '1.5' (must be an integer)"],
    [['spawn_rate', "it's"], `Invalid spawn_rate value: "it's" (must be a number)`],
    [['run_time', '1 h'], 'Valid run_time formats are : 20, 20s, 3m, 2h, 1h20m, 3h30m10s, etc.'],
    [['slow_after', 'x'], "Invalid slow_after value: argument --slow-after: invalid int value: 'x'"],
    [
      ['regions', 'eu,uk'],
      "Invalid regions value: argument --regions: invalid choice: 'uk' (choose from 'eu', 'us', 'ap', 'eu,north')",
    ],
    [['stage', 'test'], "Invalid stage value: argument --stage: invalid choice: 'test' (choose from 'dev', 'prod')"],
  ] as [[string, string], string][])('rejects %j', (field, error) => {
    expect(read(field, ['user_count', '1'])).toEqual({ error });
  });

  it('sets declared options of the test by either spelling, and no others', () => {
    const form = read(
      ['slow_after', '300'],
      ['label', 'x'],
      ['dry', 'true'],
      ['csv_prefix', '/etc/x'],
      ['__proto__', 'x'],
    );
    expect(Object.fromEntries((form as SwarmRequest).customOptions)).toEqual({ slowAfter: 300, label: 'x', dry: true });
    expect((read(['slowAfter', '5']) as SwarmRequest).customOptions.get('slowAfter')).toBe(5);
  });

  it('takes the first of repeated fields, as Locust does', () => {
    const form = read(['user_count', '3'], ['user_count', '5'], ['label', 'a'], ['label', 'b']) as SwarmRequest;
    expect([form.users, form.customOptions.get('label')]).toEqual([3, 'a']);
  });

  it.each([
    [
      [
        ['regions', 'eu'],
        ['regions', 'ap'],
      ],
      ['eu', 'ap'],
    ],
    [[['regions', 'eu,us']], ['eu', 'us']],
    [
      [
        ['regions', 'eu,north'],
        ['regions', 'ap'],
      ],
      ['eu,north', 'ap'],
    ],
    [[['regions', '']], []],
  ] as [[string, string][], string[]][])('reads %j as a list', (fields, regions) => {
    expect((read(...fields) as SwarmRequest).customOptions.get('regions')).toEqual(regions);
  });

  it.each([
    ['inf', Number.POSITIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['NaN', Number.NaN],
  ])('reads a spawn rate of %s as Python does: it is a number, but no load', (text, spawnRate) => {
    expect(read(['spawn_rate', text])).toMatchObject({ spawnRate });
  });

  it('reads an empty number as none', () => {
    expect((read(['slow_after', '']) as SwarmRequest).customOptions.get('slowAfter')).toBeNull();
  });
});

it('names options as Locust does', () => expect(fieldName('slowAfterMs')).toBe('slow_after_ms'));
