/** What the server wrote into the document: Locust's `window.templateArgs`, with Locust's keys. */
import { signal } from '@preact/signals';

/** A custom option of the test. */
export interface ExtraOption {
  readonly choices?: readonly (string | number)[] | null;
  readonly default_value?: string | number | boolean | readonly string[] | null;
  readonly help_text?: string | null;
  readonly is_multiple?: boolean;
  readonly is_required?: boolean;
  readonly is_secret?: boolean;
}

/** A user class's attributes that may be changed; classes may have more. */
export type UserSettings = Readonly<Record<string, unknown>>;

/** A tree of tasks with their shares. */
export interface RatioTree {
  readonly [name: string]: { readonly ratio: number; readonly tasks?: RatioTree };
}

export interface ExtendedTable {
  readonly key: string;
  readonly structure: readonly { readonly key: string; readonly title: string }[];
}

/** The arguments that the page reads; each may be absent. */
export interface PageArguments {
  readonly is_report?: boolean;
  readonly state?: string;
  readonly version?: string;
  readonly locustfile?: string | null;
  readonly host?: string | null;
  readonly is_distributed?: boolean;
  readonly worker_count?: number;
  readonly num_users?: number | null;
  readonly user_count?: number | null;
  readonly spawn_rate?: number | null;
  readonly run_time?: number | string | null;
  readonly profile?: string | null;
  readonly all_profiles?: readonly string[];
  readonly override_host_warning?: boolean;
  readonly missing_host_warning?: boolean;
  readonly is_host_required?: boolean;
  readonly hide_common_options?: boolean | null;
  readonly shape_use_common_options?: boolean | null;
  readonly stats_history_enabled?: boolean;
  readonly extra_options?: Readonly<Record<string, ExtraOption>>;
  readonly show_userclass_picker?: boolean;
  readonly available_user_classes?: readonly string[] | null;
  readonly available_shape_classes?: readonly string[];
  readonly available_user_tasks?: Readonly<Record<string, readonly string[]>> | null;
  readonly users?: Readonly<Record<string, UserSettings>> | null;
  readonly percentiles_to_chart?: readonly number[];
  readonly percentiles_to_statistics?: readonly number[];
  readonly extended_tabs?: readonly { readonly title: string; readonly key: string }[];
  readonly extended_tables?: readonly ExtendedTable[];
  readonly extended_csv_files?: readonly { readonly href: string; readonly title: string }[];
  /** Only in reports. */
  readonly show_download_link?: boolean;
  readonly start_time?: string;
  readonly end_time?: string;
  readonly duration?: string;
  readonly tasks?: string | { readonly per_class: RatioTree; readonly total: RatioTree };
}

/** The arguments of a login form: Locust's `window.authArgs`. */
export interface LoginArguments {
  readonly title?: string;
  readonly username_password_callback?: string;
  readonly auth_providers?: readonly {
    readonly label: string;
    readonly callback_url: string;
    readonly icon_url?: string;
  }[];
  readonly custom_form?: {
    readonly inputs: readonly LoginInput[];
    readonly callback_url: string;
    readonly submit_button_text?: string;
  };
  readonly error?: string | null;
  readonly info?: string | null;
}

export interface LoginInput {
  readonly label: string;
  readonly name: string;
  readonly type?: string;
  readonly default_value?: string | boolean | readonly string[] | null;
  readonly choices?: readonly string[] | null;
  readonly is_multiple?: boolean;
  readonly is_secret?: boolean;
  readonly is_required?: boolean;
}

interface PageWindow {
  readonly templateArgs?: PageArguments;
  readonly authArgs?: LoginArguments;
  readonly theme?: string;
}

/** The page's values on `window`; empty outside of a browser. */
export const pageWindow: PageWindow = globalThis as PageWindow;

/** The page's arguments: those of its document, until they are read again. */
export const pageArguments = signal<PageArguments>(pageWindow.templateArgs ?? {});
