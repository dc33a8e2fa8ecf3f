import { readFileSync } from 'node:fs';
import { allRoutes, type Route } from '../../../src/rest/index.js';
import { routeFinder } from '../../../src/rest/find-route.js';
import { isDescribed, validatorOf } from '../../support/api-description.js';

const findRoute = routeFinder(allRoutes);

/** By operation, the name of the schema that its answer has to keep to. */
function answerSchemas(): ReadonlyMap<string, string> {
  const place = new URL('../../../../shared/reference/orb-openapi.json', import.meta.url);
  const api = JSON.parse(readFileSync(place, 'utf8')) as {
    paths: Record<string, Record<string, { operationId: string; responses: Record<string, Described> }>>;
  };
  return new Map(
    Object.values(api.paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ operationId, responses }) => {
        const well = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
        const name = well?.content?.['application/json']?.schema?.$ref?.split('/').at(-1);
        return name === undefined ? [] : [[operationId, name] as const];
      }),
    ),
  );
}

type Described = { readonly content?: { readonly [type: string]: { readonly schema?: { readonly $ref?: string } } } };

/** Holds each answer against the API description, and collects what does not keep to it. */
export function startJudge() {
  const schemas = isDescribed ? answerSchemas() : new Map<string, string>();
  const faults: string[] = [];
  const watch = async (request: Request, response: Response): Promise<void> => {
    const route = routeOf(request);
    const schema = route && schemas.get(route.operation);
    if (schema === undefined || response.status !== route?.status) return;
    const answer: unknown = await response.json();
    const valid = validatorOf(schema);
    if (valid(answer)) return;
    const errors = (valid.errors ?? []).slice(0, 6).map(({ instancePath, message }) => `${instancePath} ${message}`);
    faults.push(`${route.operation}: ${errors.join('; ')}`);
  };
  return { watch, faults };
}

function routeOf(request: Request): Route | undefined {
  const found = findRoute(request.method, new URL(request.url).pathname.replace('/v1', ''));
  return 'route' in found ? found.route : undefined;
}
