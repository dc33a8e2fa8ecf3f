import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { allRoutes, type Route } from '../../../src/rest/index.js';
import { routeFinder } from '../../../src/rest/find-route.js';
import { isDescribed, readDescription, validatorOf } from '../../support/api-description.js';

const findRoute = routeFinder(allRoutes);

type Content = { readonly [type: string]: { readonly schema?: { readonly $ref?: string } } };
type Described = {
  readonly operationId: string;
  readonly requestBody?: { readonly content?: Content };
  readonly responses: { readonly [status: string]: { readonly content?: Content } };
};

/** The names of the schemas that an operation's body and its answer have to keep to. */
type Schemas = { readonly body: string | undefined; readonly answer: string | undefined };

const schemas = new Map(isDescribed ? describedSchemas() : []);

function describedSchemas(): readonly (readonly [operation: string, schemas: Schemas])[] {
  const api = readDescription() as { paths: Record<string, Record<string, Described>> };
  return Object.values(api.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId, requestBody, responses }) => {
      const well = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
      return [operationId, { body: nameOf(requestBody?.content), answer: nameOf(well?.content) }] as const;
    }),
  );
}

function nameOf(content: Content | undefined): string | undefined {
  return content?.['application/json']?.schema?.$ref?.split('/').at(-1);
}

/** Whether faults of a document are no reason to complain. */
type Excuse = (errors: readonly ErrorObject[]) => boolean;

/** Holds each exchange against the API description, and collects what does not keep to it and is not excused. */
export function startJudge(excused: Excuse = () => false) {
  const faults: string[] = [];
  const judge = (said: string, schema: string | undefined, document: unknown): void => {
    const valid = schema === undefined ? null : validatorOf(schema);
    if (valid === null || valid(document) || excused(valid.errors ?? [])) return;
    faults.push(`${said}: ${wordsOf(valid)}`);
  };
  /** Holds the answer of a request that went well. */
  const watchAnswer = async (request: Request, response: Response): Promise<void> => {
    const route = routeOf(request);
    if (route === undefined || response.status !== route.status || response.status === 204) return;
    judge(route.operation, schemas.get(route.operation)?.answer, await response.json());
  };
  /** Holds the body of a request, and its answer. */
  const watch = async (request: Request, response: Response): Promise<void> => {
    const operation = routeOf(request)?.operation ?? '';
    const text = await request.clone().text();
    if (text !== '') judge(`the body of ${operation}`, schemas.get(operation)?.body, JSON.parse(text));
    await watchAnswer(request, response);
  };
  return { watch, watchAnswer, faults };
}

function wordsOf({ errors }: ValidateFunction): string {
  return (errors ?? [])
    .slice(0, 6)
    .map(({ instancePath, message }) => `${instancePath} ${message}`)
    .join('; ');
}

function routeOf(request: Request): Route | undefined {
  const found = findRoute(request.method, new URL(request.url).pathname.replace('/v1', ''));
  return 'route' in found ? found.route : undefined;
}
