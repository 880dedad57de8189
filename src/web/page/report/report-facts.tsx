/** What was tested, when, and by which file. */
import type { PageArguments } from '../page-arguments.js';
import { dateTimeText } from '../text/times.js';

export function ReportFacts({ args }: { readonly args: PageArguments }) {
  return (
    <section class="report-facts">
      <h1>Load test report</h1>
      <dl>
        {reportFacts(args).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Labels and values, without empty ones. */
export function reportFacts(args: PageArguments): (readonly [label: string, value: string])[] {
  const { profile, start_time: start, end_time: end, duration, host, locustfile } = args;
  const during = start && end ? `${localText(start)} – ${localText(end)}${duration ? ` (${duration})` : ''}` : '';
  const facts = [
    ['Profile', profile],
    ['During', during],
    ['Target host', host],
    ['Script', locustfile],
  ] as const;
  return facts.flatMap(([label, value]) => (value && value !== 'None' ? [[label, value] as const] : []));
}

/** A UTC time of the report in the reader's time zone. */
function localText(utc: string): string {
  const at = Date.parse(utc) / 1000;
  return Number.isNaN(at) ? utc : dateTimeText(at);
}
