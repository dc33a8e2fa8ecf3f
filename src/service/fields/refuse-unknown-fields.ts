import { isObject, pathAt, pathOf, placeOf, problem, refuse, type Issues, type Place } from '../../errors/index.js';
import { operationIds, type OperationId, type OperationName } from '../operation-ids.js';
import { bodyShape, type RequestShape } from './request-fields.js';

const idsByName = /*#__PURE__*/ new Map(
  /*#__PURE__*/ Object.entries(operationIds).map(([id, name]) => [name as OperationName, id as OperationId]),
);

/** Refuses a body with a field, at any depth, that the API description does not know there. */
export function refuseUnknownFields(name: OperationName, params: unknown): void {
  const body = isObject(params) ? params['body'] : undefined;
  const id = idsByName.get(name);
  const shape = id === undefined ? null : bodyShape(id);
  if (!isObject(body) || shape === null || typeof shape === 'string') return;
  const issues: Issues = [];
  check(body, shape, { place: placeOf('body'), issues });
  refuse(issues);
}

type At = { readonly place: Place; readonly issues: Issues };

// Enough to see what is wrong: a body of nothing but unknown keys is not repeated whole.
const mostIssues = 100;

/** What is no object where one may stand is the operation's to judge. */
function check(value: unknown, below: RequestShape, { place, issues }: At): void {
  if (Array.isArray(value)) {
    for (const [position, entry] of value.entries()) {
      if (isObject(entry)) checkObject(entry, below, { place: placeOf(position, place), issues });
    }
  } else if (isObject(value)) checkObject(value, below, { place, issues });
}

type Value = Readonly<Record<string, unknown>>;

function checkObject(value: Value, shape: RequestShape, { place, issues }: At): void {
  const { fields, is_whole } = fieldsOf(value, shape);
  for (const key of Object.keys(value)) {
    if (issues.length >= mostIssues) return;
    const below = fields.get(key);
    if (typeof below === 'object') check(value[key], below, { place: placeOf(key, place), issues });
    else if (below === undefined && is_whole)
      issues.push(problem(pathAt(pathOf(place), key), 'invalid_type', unknown(fields)));
  }
}

function unknown(fields: RequestShape['fields']): string {
  return `is not known here; the fields are ${[...fields.keys()].join(', ')}`;
}

type KnownFields = { readonly fields: RequestShape['fields']; readonly is_whole: boolean };

/** The fields that there may be in this object; not the whole of them where it is of a kind of the caller's own. */
function fieldsOf(value: Value, { fields, choice }: RequestShape): KnownFields {
  if (choice === null) return { fields, is_whole: true };
  const kind = Object.hasOwn(value, choice.by) ? value[choice.by] : undefined;
  const own = typeof kind === 'string' ? choice.kinds.get(kind) : undefined;
  if (own !== undefined) return { fields: own, is_whole: true };
  // Custom price models have configurations that only they know. That a kind is missing or none is told by its reader.
  return { fields, is_whole: false };
}
