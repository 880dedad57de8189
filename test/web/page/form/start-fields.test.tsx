import { describe, expect, it } from 'vitest';
import { hostHint, StartFields } from '../../../../src/web/page/form/start-fields.js';
import { markupOf, wordsOf } from '../markup.js';

describe('the fields of a start', () => {
  it('are host, run time and profile, with known values', () => {
    const fields = markupOf(
      <StartFields
        args={{ host: 'http://h', run_time: 120, profile: 'nightly', all_profiles: ['nightly', 'smoke'] }}
      />,
    );
    expect(fields).toMatch(/name="host"[^>]*value="http:\/\/h"/);
    expect(fields).toMatch(/name="run_time"[^>]*value="120"/);
    expect(fields).toMatch(/name="profile"[^>]*value="nightly"/);
    expect(fields).toContain('<option value="smoke">');
  });

  it('show errors at once', () => {
    expect(wordsOf(<StartFields args={{ host: 'shop.example' }} />)).toContain('Expected an address with its scheme');
  });

  it('warn about missing and different hosts', () => {
    expect(hostHint({ missing_host_warning: true }, '')).toContain('fail');
    expect(hostHint({ missing_host_warning: true }, 'http://h')).not.toContain('fail');
    expect(hostHint({ override_host_warning: true }, '')).toContain('different hosts');
  });
});
