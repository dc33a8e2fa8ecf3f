import { openFields, optionalChild, placeOf, refuseUnknown, type Fields } from '../../../errors/index.js';
import type { CustomModels, Fraction } from '../../../prices/index.js';
import type { Policies } from '../../../wire/index.js';
import { readCustomModels } from './custom-models.js';
import { readFraction } from './fraction.js';
import { defaultPolicies, readPolicies } from '../../decode/policies.js';

/** What a rating depends on besides price and usage. */
export type ReadContext = {
  readonly fraction: Fraction | null;
  readonly policies: Policies;
  readonly custom_models?: CustomModels;
};

/** Reads `context`: the share of a cut period, policies, and models of the caller's own. */
export function readRatingContext(context: unknown, reading: Pick<Fields, 'issues' | 'watch'>): ReadContext {
  const fields = openFields(context, placeOf('context'), reading);
  if (fields === null) return { fraction: null, policies: defaultPolicies };
  refuseUnknown(fields, ['fraction', 'policies', 'custom_models']);
  const share = optionalChild(fields, 'fraction');
  return {
    fraction: share && readFraction(share),
    policies: readPolicies(fields),
    custom_models: readCustomModels(fields),
  };
}
