import type { JsonDocument } from '../../repository/index.js';
import { problemForms } from '../problem.js';

const text = { type: 'string' };

/** What operations of the description share: the form of refusals, the key of a request, who may call. */
export function describeComponents(): JsonDocument {
  return {
    schemas: {
      Document: {
        type: 'object',
        description: 'A JSON document of Orb’s API, with the fields that its reference gives for this operation.',
        externalDocs: { url: 'https://docs.withorb.com/' },
      },
      Problem: {
        type: 'object',
        required: ['type', 'status', 'title', 'detail'],
        properties: {
          type: { type: 'string', format: 'uri', enum: problemForms.map(({ type }) => type) },
          status: { type: 'integer' },
          title: text,
          detail: text,
          validation_errors: {
            type: 'array',
            items: text,
            description: 'Of a request that is not what it should be: every fault, with its path and its fix.',
          },
        },
      },
    },
    parameters: {
      IdempotencyKey: {
        name: 'Idempotency-Key',
        in: 'header',
        description: 'Under the same key a change is made once, and answered the same again.',
        schema: { type: 'string', maxLength: 500 },
      },
      PendingChange: {
        name: 'Create-Pending-Subscription-Change',
        in: 'header',
        description: 'A change of a subscription is prepared, and made when it is applied.',
        schema: { type: 'boolean', default: false },
      },
    },
    responses: {
      Refusal: { description: 'Refused.', content: { 'application/problem+json': { schema: schemaOf('Problem') } } },
      Page: { description: 'A page of the portal.', content: { 'text/html': { schema: text } } },
    },
    securitySchemes: { ApiKey: { type: 'http', scheme: 'bearer' } },
  };
}

/** A reference to a schema of the components. */
export function schemaOf(name: 'Document' | 'Problem'): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}
