import type { Column } from './aggregations/column.js';
import type { DecodedSpec } from './decode/decode-usage-spec.js';
import { readUsage } from './read-usage.js';
import { createRoute, type Route } from './route.js';
import type { Usage } from './usage.js';

/** Which routes an event of a given name takes. */
export type Switchboard = {
  /** Adds what a spec asks for, on a route of its own or on one that others share; returns its reading. */
  readonly connect: (spec: DecodedSpec) => () => Usage;
  readonly routesFor: (eventName: string) => readonly Route[];
};

export function createSwitchboard(): Switchboard {
  const routes = new Map<string, Route>();
  const columns = new Map<string, Column>();
  const everyEvent: Route[] = [];
  const byName = new Map<string, Route[]>();
  let lastName: string | null = null;
  let lastRoutes: readonly Route[] = everyEvent;
  const open = (spec: DecodedSpec): Route => {
    const route = createRoute(spec);
    routes.set(spec.routing, route);
    lastName = null;
    const names = spec.metric.event_names;
    if (names === null) {
      everyEvent.push(route);
      for (const listeners of byName.values()) listeners.push(route);
    }
    for (const name of new Set(names)) {
      const listeners = byName.get(name);
      if (listeners) listeners.push(route);
      else byName.set(name, [...everyEvent, route]);
    }
    return route;
  };
  return {
    connect: (spec) => {
      const route = routes.get(spec.routing) ?? open(spec);
      const column = columns.get(spec.identity) ?? route.measure(spec);
      columns.set(spec.identity, column);
      return () => readUsage(route, column, spec);
    },
    routesFor: (eventName) => {
      // Most events are called as the one before, and comparing costs less than looking up.
      if (eventName !== lastName) {
        lastRoutes = byName.get(eventName) ?? everyEvent;
        lastName = eventName;
      }
      return lastRoutes;
    },
  };
}
