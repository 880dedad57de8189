/** What only the start of a test asks for: host, run time, profile. */
import { useState } from 'preact/hooks';
import type { PageArguments } from '../page-arguments.js';
import { Field, noteId } from './field.js';
import { hostProblem, runTimeProblem } from './form-problem.js';

export function StartFields({ args }: { readonly args: PageArguments }) {
  const [host, setHost] = useState(args.host ?? '');
  const [runTime, setRunTime] = useState(String(args.run_time ?? ''));
  const profiles = args.all_profiles ?? [];
  return (
    <>
      <Field id="host" label="Host" hint={hostHint(args, host)} problem={hostProblem(host)}>
        <input
          id="host"
          name="host"
          inputMode="url"
          autocomplete="off"
          spellcheck={false}
          placeholder="https://"
          required={args.is_host_required === true}
          aria-describedby={noteId('host')}
          value={host}
          onInput={(event) => setHost(event.currentTarget.value)}
        />
      </Field>
      <div class="field-pair">
        <Field
          id="run-time"
          label="Run time"
          hint="Such as 90, 20s, 3m or 1h20m; empty runs until stopped."
          problem={runTimeProblem(runTime)}
        >
          <input
            id="run-time"
            name="run_time"
            autocomplete="off"
            disabled={args.hide_common_options === true}
            aria-describedby={noteId('run-time')}
            value={runTime}
            onInput={(event) => setRunTime(event.currentTarget.value)}
          />
        </Field>
        <Field id="profile" label="Profile" hint="A name for this run, shown in its report.">
          <input
            id="profile"
            name="profile"
            autocomplete="off"
            list="profiles"
            aria-describedby={noteId('profile')}
            defaultValue={args.profile ?? ''}
          />
        </Field>
        <datalist id="profiles">
          {profiles.map((profile) => (
            <option key={profile} value={profile} />
          ))}
        </datalist>
      </div>
    </>
  );
}

/** The note below the host: what it does, or that one is missing. */
export function hostHint(args: PageArguments, host: string): string {
  if (args.missing_host_warning === true && host === '') {
    return 'Some user classes have no host of their own: without one here their requests fail.';
  }
  if (args.override_host_warning === true)
    return 'User classes have different hosts; one given here takes the place of all.';
  return 'Takes the place of the hosts of all user classes.';
}
