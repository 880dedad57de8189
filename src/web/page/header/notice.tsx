/** The notice at the top of the page: a lost server, a refused command, a stop in progress. */
import { connection, isOtherTest, run, state } from '../feed/run-state.js';
import { isSignedOut } from '../feed/session.js';
import { Icon } from '../shell/icon.js';
import { commandError, noticeText } from './notice-text.js';

export function Notice() {
  const { snapshot } = run.value;
  const notice = noticeText({
    connection: connection.value,
    state: state.value,
    userCount: snapshot?.userCount ?? 0,
    at: snapshot?.at ?? null,
    isOtherTest: isOtherTest.value,
    isSignedOut: isSignedOut.value,
    commandError: commandError.value,
  });
  const canClose = notice !== null && (notice.text === commandError.value || notice.tone === 'info');
  const close = () => {
    commandError.value = null;
    isOtherTest.value = false;
  };
  return (
    <div role="alert" class="notice-place">
      {notice !== null && (
        <p class={`notice ${notice.tone}`}>
          <Icon name={notice.tone === 'info' ? 'info' : 'warning'} />
          <span>{notice.text}</span>
          {canClose && (
            <button type="button" class="icon-button" aria-label="Close this message" onClick={close}>
              <Icon name="close" />
            </button>
          )}
        </p>
      )}
    </div>
  );
}
