/** Files to download: what was measured until now. */
import { run } from '../feed/run-state.js';
import { type PageArguments, pageArguments } from '../page-arguments.js';
import { Icon } from '../shell/icon.js';
import { theme } from '../shell/theme.js';

interface Download {
  readonly href: string;
  readonly title: string;
  readonly text: string;
  /** Opens in a separate browser tab. */
  readonly isPage?: boolean;
}

export function Downloads() {
  return (
    <ul class="downloads">
      {downloads(pageArguments.value, theme.value, run.value.metrics.size > 0).map(
        ({ href, title, text, isPage = false }) => (
          <li key={href}>
            <a class="card download" href={href} {...(isPage ? { target: '_blank', rel: 'noopener' } : {})}>
              <Icon name={isPage ? 'file' : 'download'} />
              <span>
                <strong>{title}</strong>
                <span class="quiet-text">{text}</span>
              </span>
            </a>
          </li>
        ),
      )}
    </ul>
  );
}

/** What there is to download, at Locust's paths; custom metrics are tsloc's own. */
export function downloads(
  { stats_history_enabled: hasHistory = false, extended_csv_files: own = [] }: PageArguments,
  shownTheme: string,
  hasMetrics = false,
): Download[] {
  return [
    { href: `./stats/report?theme=${shownTheme}`, title: 'Report', text: 'The results as one HTML page', isPage: true },
    {
      href: `./stats/report?theme=${shownTheme}&download=1`,
      title: 'Report, as a file',
      text: 'HTML, opens without a server',
    },
    { href: './stats/requests/csv', title: 'Requests', text: 'CSV, a row a name' },
    ...(hasHistory
      ? [{ href: './stats/requests_full_history/csv', title: 'Full history', text: 'CSV, a row a second and name' }]
      : []),
    { href: './stats/failures/csv', title: 'Failures', text: 'CSV, a row an error' },
    { href: './exceptions/csv', title: 'Exceptions', text: 'CSV, a row an exception' },
    ...(hasMetrics ? [{ href: './stats/metrics/csv', title: 'Custom metrics', text: 'CSV, a row a metric' }] : []),
    ...own.map(({ href, title }) => ({ href, title, text: 'CSV' })),
  ];
}
