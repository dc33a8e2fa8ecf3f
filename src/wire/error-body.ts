/** Where the `type` of an error body points: a page per kind of error. */
type ErrorPage<Anchor extends string> = `https://docs.withorb.com/reference/error-responses#${Anchor}`;

/** Status by kind of error; a feature that is not available answers 400 under a 404 name. */
type StatusByAnchor = {
  readonly '400-constraint-violation': 400;
  readonly '400-duplicate-resource-creation': 400;
  readonly '401-authentication-error': 401;
  readonly '404-feature-not-available': 400;
  readonly '404-url-not-found': 404;
  readonly '409-resource-conflict': 409;
  readonly '413-request-too-large': 413;
  readonly '413-resource-too-large': 413;
  readonly '413-too-many-results': 413;
  readonly '429-too-many-requests': 429;
  readonly '500-internal-server-error': 500;
};

/** An error body that says no more than its kind and a detail. */
export type PlainErrorBody = {
  readonly [Anchor in keyof StatusByAnchor]: {
    readonly type: ErrorPage<Anchor>;
    readonly status: StatusByAnchor[Anchor];
    readonly title?: string | null;
    readonly detail?: string | null;
  };
}[keyof StatusByAnchor];

/** The error body for a document that does not exist. */
export type NotFoundErrorBody = {
  readonly type: ErrorPage<'404-resource-not-found'>;
  readonly status: 404;
  readonly title: string;
  readonly detail?: string | null;
};

/** The error body for a request whose fields were refused, listing why. */
export type ValidationErrorBody = {
  readonly type: ErrorPage<'400-request-validation-errors'>;
  readonly status: 400;
  readonly title?: string | null;
  readonly detail?: string | null;
  readonly validation_errors: readonly unknown[];
};

/** The body of any refused request, discriminated by `type`. */
export type ErrorBody = PlainErrorBody | NotFoundErrorBody | ValidationErrorBody;
