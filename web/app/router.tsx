import type { QueryClient } from '@tanstack/react-query';
import {
  type AnyRoute,
  type AsyncRouteComponent,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';
import { ask } from '../api/query.ts';
import { readDoubtSearch, readFileSearch, readImpactSearch, readPersonSearch } from '../features/impact/search.ts';
import { readEvidenceSearch } from '../features/evidence/search.ts';
import { readIncidentFilters } from '../features/incidents/filters.ts';
import { readPanel } from '../features/incidents/panel.ts';
import { readRulesSearch } from '../features/rules/search.ts';
import { isStep, type Step } from '../features/welcome/steps.ts';
import { readLogSearch } from '../features/log/search.ts';
import { Fault } from './fault.tsx';
import { NothingThere } from './nothing-there.tsx';
import { leadAdmin, needAdmin, needRights, needSession } from './session.ts';
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

/**
 * Where somebody wanted to go. An address of this site alone: another one could follow a sign-in to it. What is refused is said
 * to be undefined; left out, the router would keep what the address has.
 */
const readTo = ({ to }: Record<string, unknown>): { to?: string | undefined } =>
  typeof to === 'string' && /^\/(?![/\\])/.test(to) ? { to } : { to: undefined };

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
  validateSearch: readTo,
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
  validateSearch: readTo,
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
  beforeLoad: ({ context }) => leadAdmin(context.queries),
  loader: ({ context }) => void context.queries.prefetchQuery(ask('desk.show')),
  component: lazyRouteComponent(() => import('../features/desk/index.ts'), 'DeskPage'),
});
const welcome = createRoute({
  getParentRoute: () => inside,
  path: '/welcome',
  validateSearch: ({ step }: Record<string, unknown>): { step?: Step } => (isStep(step) ? { step } : {}),
  beforeLoad: ({ context }) => needAdmin(context.queries),
  component: lazyRouteComponent(() => import('../features/welcome/index.ts'), 'Welcome'),
});
const organisation = createRoute({
  getParentRoute: () => inside,
  path: '/organisation',
  component: lazyRouteComponent(() => import('../features/organisation/index.ts'), 'OrganisationPage'),
});
const people = createRoute({
  getParentRoute: () => inside,
  path: '/people',
  component: lazyRouteComponent(() => import('../features/people/index.ts'), 'People'),
});
const rules = createRoute({
  getParentRoute: () => inside,
  path: '/rules',
  validateSearch: readRulesSearch,
  component: lazyRouteComponent(() => import('../features/rules/index.ts'), 'RulesPage'),
});
const account = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  component: lazyRouteComponent(() => import('../features/account/index.ts'), 'AccountPage'),
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
  validateSearch: readPanel,
  loader: ({ context, params }) => void context.queries.prefetchQuery(ask('incidents.show', { params })),
  component: lazyRouteComponent(incidentPages, 'IncidentLayout'),
});
const overview = createRoute({
  getParentRoute: () => incident,
  path: '/',
  component: lazyRouteComponent(() => import('../features/overview/index.ts'), 'Overview'),
});
const clocks = createRoute({
  getParentRoute: () => incident,
  path: '/clocks',
  component: lazyRouteComponent(() => import('../features/clocks/index.ts'), 'Clocks'),
});
const impactPages = () => import('../features/impact/index.ts');
const impact = createRoute({
  getParentRoute: () => incident,
  path: '/impact',
  component: lazyRouteComponent(impactPages, 'ImpactLayout'),
});
const impactSummary = createRoute({
  getParentRoute: () => impact,
  path: '/',
  validateSearch: readImpactSearch,
  component: lazyRouteComponent(impactPages, 'Impact'),
});
const impactFiles = createRoute({
  getParentRoute: () => impact,
  path: '/files',
  validateSearch: readFileSearch,
  component: lazyRouteComponent(impactPages, 'ImpactFiles'),
});
const impactPersons = createRoute({
  getParentRoute: () => impact,
  path: '/persons',
  validateSearch: readPersonSearch,
  component: lazyRouteComponent(impactPages, 'ImpactPersons'),
});
const impactDoubts = createRoute({
  getParentRoute: () => impact,
  path: '/doubts',
  validateSearch: readDoubtSearch,
  component: lazyRouteComponent(impactPages, 'ImpactDoubts'),
});

const handIn = createRoute({
  getParentRoute: () => incident,
  path: '/hand-in',
  component: lazyRouteComponent(() => import('../features/hand-in/index.ts'), 'HandIn'),
});
const evidence = createRoute({
  getParentRoute: () => incident,
  path: '/evidence',
  validateSearch: readEvidenceSearch,
  component: lazyRouteComponent(() => import('../features/evidence/index.ts'), 'Evidence'),
});

const log = createRoute({
  getParentRoute: () => incident,
  path: '/log',
  validateSearch: readLogSearch,
  component: lazyRouteComponent(() => import('../features/log/index.ts'), 'Log'),
});

const firstHour = createRoute({
  getParentRoute: () => incident,
  path: '/first-hour',
  component: lazyRouteComponent(() => import('../features/first-hour/index.ts'), 'FirstHour'),
});
const report = createRoute({
  getParentRoute: () => incident,
  path: '/report',
  component: lazyRouteComponent(() => import('../features/report/index.ts'), 'ReportPage'),
});

const tree = root.addChildren([
  setUp,
  signIn,
  join,
  reset,
  secondFactor,
  enrol,
  inside.addChildren([
    start,
    welcome,
    organisation,
    people,
    rules,
    account,
    incidents,
    openIncident,
    incident.addChildren([
      firstHour,
      report,
      handIn,
      evidence,
      log,
      overview,
      clocks,
      impact.addChildren([impactSummary, impactFiles, impactPersons, impactDoubts]),
    ]),
  ]),
]);

export function makeRouter(queries: QueryClient) {
  const router = createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: 'intent',
    defaultPendingComponent: Waiting,
    defaultPendingMs: 200,
    scrollRestoration: true,
  });
  const routes: Readonly<Record<string, AnyRoute>> = router.routesById;
  // The code of the page that is asked for comes while it is found out who asks.
  for (const { routeId } of router.matchRoutes(router.latestLocation)) void preload(routes[String(routeId)]);
  return router;
}

/** That it did not come is for the page to say, when it is drawn. */
async function preload(route: AnyRoute | undefined): Promise<void> {
  const component = route?.options.component as AsyncRouteComponent<unknown> | undefined;
  await component?.preload?.()?.catch(() => undefined);
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
