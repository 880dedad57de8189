/** The buttons of the current state: edit, stop, reset, start a new test. */
import { useState } from 'preact/hooks';
import { type Outcome, postReset, postStop } from '../feed/commands.js';
import { pageArguments } from '../page-arguments.js';
import { Icon } from '../shell/icon.js';
import { commandError } from './notice-text.js';

export interface StateButtonsProps {
  readonly state: string;
  readonly onEdit: () => void;
  readonly onNew: () => void;
}

export function StateButtons({ state, onEdit, onNew }: StateButtonsProps) {
  const [busy, setBusy] = useState(false);
  const run = async (command: () => Promise<Outcome>) => {
    setBusy(true);
    const { success, message } = await command();
    commandError.value = success ? null : message;
    setBusy(false);
  };
  if (state === 'ready' || state === 'missing') return null;
  const isOver = state === 'stopped';
  const isStopping = state === 'stopping' || state === 'cleanup';
  return (
    <>
      <button type="button" class="button quiet" onClick={() => run(postReset)} title="Forget what was measured so far">
        <Icon name="reset" />
        <span class="button-text">Reset</span>
      </button>
      {!isOver && (
        <button
          type="button"
          class="button quiet"
          disabled={isStopping || pageArguments.value.hide_common_options === true}
          onClick={onEdit}
        >
          <Icon name="edit" />
          <span class="button-text">Edit</span>
        </button>
      )}
      {!isOver && (
        <button type="button" class="button stop" disabled={isStopping || busy} onClick={() => run(postStop)}>
          <Icon name="stop" />
          <span class="button-text">{isStopping ? 'Stopping' : 'Stop'}</span>
        </button>
      )}
      {isOver && (
        <button type="button" class="button main" onClick={onNew}>
          <Icon name="play" />
          <span class="button-text">New test</span>
        </button>
      )}
    </>
  );
}
