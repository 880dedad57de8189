/** The custom options of a test. */
import type { ExtraOption } from '../page-arguments.js';
import { OptionField } from './option-field.js';

export function OptionFields({ options }: { readonly options: Readonly<Record<string, ExtraOption>> }) {
  const entries = Object.entries(options);
  if (entries.length === 0) return null;
  return (
    <details class="disclosure" open={entries.length <= 6 || entries.some(([, option]) => option.is_required === true)}>
      <summary>
        Custom options <span class="badge">{entries.length}</span>
      </summary>
      <div class="option-grid">
        {entries.map(([name, option]) => (
          <OptionField key={name} name={name} option={option} />
        ))}
      </div>
    </details>
  );
}
