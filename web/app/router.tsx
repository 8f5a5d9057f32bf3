import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { readIncidentFilters } from '../features/incidents/filters.ts';
import { Fault } from './fault.tsx';
import { NothingThere } from './nothing-there.tsx';
import { needRights, needSession } from './session.ts';
import { Shell } from './shell/shell.tsx';
import { Waiting } from './waiting.tsx';

interface Context {
  readonly queries: QueryClient;
}

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: NothingThere,
  errorComponent: Fault,
});

/** Pages by which people come in. */
const identity = () => import('../features/identity/index.ts');
const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: lazyRouteComponent(identity, 'SetUp'),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ to }: Record<string, unknown>): { to?: string } =>
    // An address of this site alone: another one could follow a sign-in to it.
    typeof to === 'string' && /^\/(?![/\\])/.test(to) ? { to } : {},
  component: lazyRouteComponent(identity, 'SignIn'),
});
const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  component: lazyRouteComponent(identity, 'Join'),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyRouteComponent(identity, 'Reset'),
});
const secondFactor = createRoute({
  getParentRoute: () => root,
  path: '/second-factor',
  beforeLoad: ({ context }) => needSession(context.queries),
  component: lazyRouteComponent(identity, 'SecondFactor'),
});
const enrol = createRoute({
  getParentRoute: () => root,
  path: '/enrol',
  beforeLoad: ({ context }) => needSession(context.queries),
  component: lazyRouteComponent(identity, 'Enrol'),
});

/** Everything for people who have their rights. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: ({ context, location }) => needRights(context.queries, location.href),
  component: Shell,
});
const start = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/incidents' });
  },
});
const incidentPages = () => import('../features/incidents/index.ts');
const incidents = createRoute({
  getParentRoute: () => inside,
  path: '/incidents',
  validateSearch: readIncidentFilters,
  component: lazyRouteComponent(incidentPages, 'Incidents'),
});
const openIncident = createRoute({
  getParentRoute: () => inside,
  path: '/incidents/open',
  component: lazyRouteComponent(incidentPages, 'OpenIncident'),
});
const incident = createRoute({
  getParentRoute: () => inside,
  path: '/incidents/$incident',
  component: lazyRouteComponent(incidentPages, 'IncidentLayout'),
});
const overview = createRoute({
  getParentRoute: () => incident,
  path: '/',
  component: lazyRouteComponent(incidentPages, 'Overview'),
});

const tree = root.addChildren([
  setUp,
  signIn,
  join,
  reset,
  secondFactor,
  enrol,
  inside.addChildren([start, incidents, openIncident, incident.addChildren([overview])]),
]);

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: 'intent',
    defaultPendingComponent: Waiting,
    defaultPendingMs: 200,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
