/** The JSON schema of scenario files, for editors. Written to docs/schemas by the tests; not loaded at run time. */
import { scenarioKind } from './scenario-fields.js';

/** Version 1: `docs/schemas/scenarios-1.json`. */
export function scenarioFileSchema(): object {
  const scenarios = { type: 'object', minProperties: 1, additionalProperties: { $ref: '#/definitions/scenario' } };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Scenarios of tsloc, version 1',
    type: 'object',
    required: ['scenarios'],
    additionalProperties: false,
    properties: { $schema: { type: 'string' }, version: { const: 1 }, scenarios },
    definitions: { scenario: scenarioKind.schema },
  };
}
