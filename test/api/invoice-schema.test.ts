import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { draftInvoice, type DraftInvoiceInput } from '../../src/index.js';

// The API description belongs to its publisher and lies beside the repository where it is present at all.
const description = new URL('../../../shared/reference/orb-openapi.json', import.meta.url);
const cases = JSON.parse(readFileSync(new URL('../cases/invoices/draft.json', import.meta.url), 'utf8')) as {
  name: string;
  input: DraftInvoiceInput;
}[];

// Without the description there is nothing to hold the documents against.
describe.skipIf(!existsSync(description))('drafted invoices against the API description', () => {
  const validate = existsSync(description) ? compileInvoice() : null;

  it.each(cases)('$name', ({ input }) => {
    const { invoice } = draftInvoice({ ...input, invoice_number: 'ACME-00001' });
    validate?.(invoice);
    expect(validate?.errors ?? []).toEqual([]);
  });

  it('can fail', () => {
    expect(validate?.({})).toBe(false);
  });
});

function compileInvoice() {
  const api = JSON.parse(readFileSync(description, 'utf8')) as {
    components: { schemas: Record<string, { properties: object }> };
  };
  // The deprecated `discount` is described as exactly one of "anything" and null, which null itself can never satisfy.
  const { discount: _unsatisfiable, ...properties } = (api.components.schemas['Invoice']?.properties ?? {}) as {
    discount: unknown;
  };
  Object.assign(api.components.schemas['Invoice'] ?? {}, { properties });
  const ajv = new Ajv2020({ strict: false, validateFormats: false, discriminator: false });
  ajv.addSchema({ $id: 'api', ...api });
  return ajv.compile({ $ref: 'api#/components/schemas/Invoice' });
}
