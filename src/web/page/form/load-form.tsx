/** The form of a load: to start a test, or to change the one that runs. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { postLoad } from '../feed/commands.js';
import { refreshArguments } from '../feed/refresh-arguments.js';
import type { PageArguments, UserSettings } from '../page-arguments.js';
import { ClassPicker } from './class-picker.js';
import { ClassSettings } from './class-settings.js';
import { chosenClasses, chosenShape, expectStart, lastLoad, rememberLoad, withLastLoad } from './last-load.js';
import { LoadBasics } from './load-basics.js';
import { loadFields, optionTexts } from './load-fields.js';
import { OptionFields } from './option-fields.js';
import { StartFields } from './start-fields.js';

export interface LoadFormProps {
  readonly args: PageArguments;
  readonly kind: 'start' | 'edit';
  /** Workers connected; null where the test is not distributed. */
  readonly workers: number | null;
  /** The load that runs now, in an edit. */
  readonly users?: number;
  /** Users that run, by class. */
  readonly running?: Readonly<Record<string, number>>;
  readonly onDone: () => void;
}

export function LoadForm({ args: document, kind, workers, users, running = {}, onDone }: LoadFormProps) {
  const [last] = useState(() => (kind === 'start' ? lastLoad.peek() : null)); // an edit begins with the running load
  const [args] = useState(() => withLastLoad(document, last));
  const form = useRef<HTMLFormElement>(null);
  const first = useRef<ReadonlyMap<string, string> | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [shape, setShape] = useState(() => chosenShape(args.available_shape_classes ?? [], last));
  const [settings, setSettings] = useState<Readonly<Record<string, UserSettings>>>(args.users ?? {});
  const [openClass, setOpenClass] = useState<string | null>(null);
  const options = args.extra_options ?? {};
  useEffect(() => {
    if (kind === 'edit') first.current = optionTexts(new FormData(form.current as HTMLFormElement), options);
  }, []);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    const fields = loadFields(new FormData(form.current as HTMLFormElement), { options, first: first.current });
    expectStart(kind === 'start');
    const { success, message } = await postLoad(fields);
    setBusy(false);
    setProblem(success ? null : message || 'The server refused this.');
    if (!success) return expectStart(false);
    if (kind === 'start') lastLoad.value = fields;
    else rememberLoad(fields);
    void refreshArguments();
    onDone();
  };
  const picks = args.show_userclass_picker === true;
  const classes = args.available_user_classes ?? [];
  const lacksWorkers = workers === 0;
  return (
    <>
      <form ref={form} class="load-form" onSubmit={submit}>
        {picks && (
          <ClassPicker
            classes={classes}
            first={chosenClasses(classes, running, last)}
            settings={settings}
            isFixed={kind === 'edit'}
            onSettings={setOpenClass}
          />
        )}
        <LoadBasics args={args} kind={kind} users={users} shape={shape} onShape={setShape} />
        {kind === 'start' && <StartFields args={args} />}
        <OptionFields options={options} />
        {problem !== null && (
          <p class="notice bad" role="alert">
            {problem}
          </p>
        )}
        {lacksWorkers && <p class="notice warn">No worker has connected yet: a test needs at least one.</p>}
        <div class="form-end">
          <button type="submit" class="button main large" disabled={busy || lacksWorkers}>
            {buttonText(kind, busy)}
          </button>
        </div>
      </form>
      {openClass !== null && (
        <ClassSettings
          name={openClass}
          settings={settings[openClass] ?? {}}
          tasks={[...new Set(args.available_user_tasks?.[openClass] ?? [])]}
          onSaved={(saved) => {
            setSettings({ ...settings, [openClass]: saved });
            setOpenClass(null);
          }}
          onClose={() => setOpenClass(null)}
        />
      )}
    </>
  );
}

function buttonText(kind: LoadFormProps['kind'], busy: boolean): string {
  if (kind === 'edit') return busy ? 'Updating' : 'Update';
  return busy ? 'Starting' : 'Start';
}
