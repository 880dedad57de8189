/** The footer of the page, with a dialog about the version, the licences and the keys. */
import { useState } from 'preact/hooks';
import { pageArguments } from '../page-arguments.js';
import { Dialog } from './dialog.js';
import { keysHelp } from './shortcuts.js';

export function Footer() {
  const [open, setOpen] = useState(false);
  const version = pageArguments.value.version === undefined ? '' : ` ${pageArguments.value.version}`;
  return (
    <footer class="footer">
      <button type="button" class="link-button" onClick={() => setOpen(true)}>
        About tsloc{version}
      </button>
      {open && (
        <Dialog title={`tsloc${version}`} onClose={() => setOpen(false)}>
          <p>Locust for TypeScript: load tests are classes, run as thousands of virtual users in Node. MIT licence.</p>
          <p class="quiet-text">This page is made with Preact and uPlot, both under the MIT licence.</p>
          <h3>Keys</h3>
          <dl class="keys">
            {keysHelp.map(([key, what]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </Dialog>
      )}
    </footer>
  );
}
