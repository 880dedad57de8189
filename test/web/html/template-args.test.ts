import { describe, expect, it } from 'vitest';
import { flagOf } from '../../../src/core/options/argument-settings.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { templateArgs } from '../../../src/web/html/template-args.js';
import { pickable, TestBackend } from '../../helpers/page/web-backend.js';

const argsOf = (backend: TestBackend) =>
  templateArgs(backend, takeSnapshot(backend.environment), []) as Record<string, unknown>;

describe('templateArgs', () => {
  it('has every key of Locust’s page', () => {
    expect(Object.keys(argsOf(new TestBackend())).sort()).toEqual([
      'available_shape_classes',
      'available_user_classes',
      'available_user_tasks',
      'extra_options',
      'hide_common_options',
      'history',
      'host',
      'is_distributed',
      'is_host_required',
      'locustfile',
      'missing_host_warning',
      'num_users',
      'override_host_warning',
      'percentiles_to_chart',
      'percentiles_to_statistics',
      'profile',
      'run_time',
      'shape_use_common_options',
      'show_userclass_picker',
      'spawn_rate',
      'state',
      'stats_history_enabled',
      'tasks',
      'user_count',
      'users',
      'version',
      'worker_count',
    ]);
  });

  it('never contains the value of a secret option', () => {
    const { extra_options: options } = argsOf(new TestBackend());
    expect(JSON.stringify(options)).not.toContain('planted-secret');
    expect(options).toMatchObject({
      slow_after: { choices: null, default_value: 200, help_text: 'ms', is_secret: false },
      token: { default_value: null, is_secret: true },
    });
  });

  it('says which options are required, and which are lists', () => {
    const settings = { isMultiple: true, choices: ['eu', 'us'], default: ['eu'], isRequired: true };
    const customFlags = new Map([['regions', flagOf('--regions', undefined, settings)]]);
    const backend = Object.assign(new TestBackend(), { customFlags });
    expect(argsOf(backend).extra_options).toEqual({
      regions: {
        ...{ choices: ['eu', 'us'], default_value: ['eu'], help_text: null },
        ...{ is_multiple: true, is_required: true, is_secret: false },
      },
    });
  });

  it('has the value of an option that a form has left empty, not its default', () => {
    const backend = new TestBackend();
    Object.assign(backend.environment.parsedOptions, { slowAfter: null });
    expect(argsOf(backend).extra_options).toMatchObject({ slow_after: { default_value: null } });
  });

  it('warns about hosts that differ or are missing', () => {
    const backend = new TestBackend();
    expect(argsOf(backend)).toMatchObject({
      host: 'http://h',
      override_host_warning: false,
      missing_host_warning: false,
    });
    backend.classes = [pickable('A'), pickable('B', { host: null })];
    expect(argsOf(backend)).toMatchObject({ host: '', override_host_warning: true, missing_host_warning: true });
  });

  it('has the host of the classes that run, not of others', () => {
    const backend = new TestBackend();
    backend.classes = [pickable('A'), pickable('B', { host: null, isChosen: false })];
    expect(argsOf(backend)).toMatchObject({
      host: 'http://h',
      override_host_warning: false,
      missing_host_warning: false,
    });
    backend.environment.host = ''; // none
    expect(argsOf(backend)).toMatchObject({ host: 'http://h' });
    backend.classes = [];
    expect(argsOf(backend)).toMatchObject({ host: '', override_host_warning: false });
  });

  it('warns about no host of a class where the run has one, as in Locust', () => {
    const backend = new TestBackend();
    backend.classes = [pickable('A'), pickable('B', { host: null })];
    backend.environment.host = 'http://run';
    expect(argsOf(backend)).toMatchObject({
      host: 'http://run',
      override_host_warning: false,
      missing_host_warning: false,
    });
  });

  it('offers classes and shapes with the picker only', () => {
    const backend = new TestBackend();
    expect(argsOf(backend)).toMatchObject({ available_user_classes: null, users: null });
    backend.hasClassPicker = true;
    expect(argsOf(backend)).toMatchObject({
      available_user_classes: ['Buyer', 'Visitor'],
      available_shape_classes: ['Default', 'Wave'],
      available_user_tasks: { Buyer: ['home', 'home', 'search'] },
      users: { Buyer: { fixed_count: 0, host: 'http://h', weight: 1 } },
    });
  });

  it('hides users and rate if a shape determines them', () => {
    const backend = new TestBackend();
    expect(argsOf(backend).hide_common_options).toBeNull();
    backend.activeShape = { name: 'Wave', useCommonOptions: false };
    expect(argsOf(backend).hide_common_options).toBe(true);
    backend.activeShape = { name: 'Wave', useCommonOptions: true };
    expect(argsOf(backend)).toMatchObject({ hide_common_options: false, shape_use_common_options: true });
  });
});
