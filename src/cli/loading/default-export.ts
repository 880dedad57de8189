/** What the module of a script has as its default export. */
export function defaultExportOf(module: { readonly default?: unknown }): unknown {
  // A CommonJS file's own default export is nested in the default export that import returns.
  const nested = Object(module.default) as { readonly __esModule?: boolean; readonly default?: unknown };
  return nested.__esModule === true ? nested.default : module.default;
}
