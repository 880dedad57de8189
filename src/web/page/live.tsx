/** The live page: the start form before the first test, then the figures and tabs. */
import { useEffect, useState } from 'preact/hooks';
import { argumentsVersion, refreshArguments } from './feed/refresh-arguments.js';
import { isActive, run, state } from './feed/run-state.js';
import { LoadForm } from './form/load-form.js';
import { Figures } from './header/figures.js';
import { Notice } from './header/notice.js';
import { TopBar } from './header/top-bar.js';
import { pageArguments } from './page-arguments.js';
import { RowSheet } from './row/row-sheet.js';
import { Dialog } from './shell/dialog.js';
import { Footer } from './shell/footer.js';
import { place } from './shell/route.js';
import { Views } from './views.js';

export function Live() {
  const [form, setForm] = useState<'edit' | 'start' | null>(null);
  // Somebody else may have changed the load since the page was loaded.
  const open = (kind: 'edit' | 'start') => void refreshArguments().then(() => setForm(kind));
  const { snapshot } = run.value;
  const workers = countWorkers(snapshot?.workers ?? null);
  const isReady = state.value === 'ready';
  const { row } = place.value;
  // Otherwise an edit would start a test if the one that it was for has ended, and a start would edit somebody else's.
  const isFormUsable = form === 'edit' ? isActive.value : state.value === 'stopped';
  useEffect(() => {
    if (!isFormUsable) setForm(null);
  }, [form, isFormUsable]);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <TopBar onEdit={() => open('edit')} onNew={() => open('start')} />
      <Notice />
      <main id="main" class="content">
        {isReady ? (
          <section class="card start-card">
            <h1>Start new load test</h1>
            <LoadForm
              key={argumentsVersion.value}
              args={pageArguments.value}
              kind="start"
              workers={workers}
              onDone={() => {}}
            />
          </section>
        ) : (
          <>
            <h1 class="unseen">Load test</h1>
            <Figures />
            <Views />
          </>
        )}
      </main>
      <Footer />
      {form !== null && isFormUsable && (
        <Dialog
          title={form === 'edit' ? 'Edit running load test' : 'Start new load test'}
          onClose={() => setForm(null)}
        >
          <LoadForm
            args={pageArguments.value}
            kind={form}
            workers={workers}
            running={snapshot?.userClassesCount ?? {}}
            {...(form === 'edit' ? { users: snapshot?.targetUserCount ?? 1 } : {})}
            onDone={() => setForm(null)}
          />
        </Dialog>
      )}
      {!isReady && row !== null && <RowSheet key={row} id={row} />}
    </>
  );
}

function countWorkers(workers: readonly { readonly state: string }[] | null): number | null {
  if (workers !== null) return workers.filter(({ state }) => state !== 'missing').length;
  return pageArguments.value.is_distributed === true ? (pageArguments.value.worker_count ?? 0) : null;
}
