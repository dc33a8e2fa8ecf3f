/** What the API tells problems apart by. */
export type ProblemKind = keyof typeof forms;

/** The body of an answer that refuses. */
export type Problem = {
  readonly type: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Of a request that is not what it should be: every fault, with its path and its fix. */
  readonly validation_errors?: readonly string[];
};

const reference = 'https://docs.withorb.com/reference/error-responses#';

// Anchor of the `type`, status and title of each kind. That a missing feature is a 400 is the API's own way.
const forms = {
  request_validation: ['400-request-validation-errors', 400, 'The request is not valid'],
  constraint_violation: ['400-constraint-violation', 400, 'The state of things does not allow this'],
  duplicate_resource: ['400-duplicate-resource-creation', 400, 'This exists already'],
  feature_not_available: ['404-feature-not-available', 400, 'This feature is not available here'],
  unauthenticated: ['401-authentication-error', 401, 'The caller is not known'],
  resource_not_found: ['404-resource-not-found', 404, 'There is no such resource'],
  url_not_found: ['404-url-not-found', 404, 'There is no such operation'],
  conflict: ['409-resource-conflict', 409, 'This contradicts another request'],
  request_too_large: ['413-request-too-large', 413, 'The request is too large'],
  too_many_results: ['413-too-many-results', 413, 'There are too many results'],
  too_many_requests: ['429-too-many-requests', 429, 'There are too many requests'],
  internal: ['500-internal-server-error', 500, 'Something went wrong here'],
} as const;

/** The `type` and status of every kind. */
export const problemForms: readonly Pick<Problem, 'type' | 'status'>[] = /*#__PURE__*/ Object.values(forms).map(
  ([anchor, status]) => ({ type: reference + anchor, status }),
);

/** A problem in the API's words and ours. */
export function problemOf(kind: ProblemKind, detail: string, validation_errors?: readonly string[]): Problem {
  const [anchor, status, title] = forms[kind];
  return { type: reference + anchor, status, title, detail, ...(validation_errors && { validation_errors }) };
}
