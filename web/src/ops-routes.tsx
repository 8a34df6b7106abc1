import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { NotFound } from './shell/NotFound.tsx'
import { PageBroken } from './shell/PageBroken.tsx'
import { Root } from './shell/Root.tsx'

const root = createRootRoute({ component: Root, notFoundComponent: NotFound })

const shell = createRoute({
  getParentRoute: () => root,
  id: 'operator',
  component: lazyRouteComponent(() => import('./communities/operator/OperatorShell.tsx'), 'OperatorShell'),
})

const requestsPage = lazyRouteComponent(() => import('./communities/operator/RequestsPage.tsx'), 'RequestsPage')
const requests = createRoute({ getParentRoute: () => shell, path: '/', component: requestsPage })
const request = createRoute({ getParentRoute: () => shell, path: '/requests/$requestId', component: requestsPage })

const serving = createRoute({
  getParentRoute: () => shell,
  path: '/organisations',
  component: lazyRouteComponent(() => import('./communities/serving/ServingPage.tsx'), 'ServingPage'),
})

const tickets = createRoute({
  getParentRoute: () => shell,
  path: '/tickets',
  component: lazyRouteComponent(() => import('./communities/tickets/DeskPage.tsx'), 'DeskPage'),
})

const reports = createRoute({
  getParentRoute: () => shell,
  path: '/reports',
  component: lazyRouteComponent(() => import('./reports/desk/ReportDeskPage.tsx'), 'ReportDeskPage'),
})

const stickers = createRoute({
  getParentRoute: () => shell,
  path: '/stickers',
  component: lazyRouteComponent(() => import('./messenger/stickerdesk/StickerDeskPage.tsx'), 'StickerDeskPage'),
})

const clients = createRoute({
  getParentRoute: () => shell,
  path: '/clients',
  component: lazyRouteComponent(() => import('./identity/clients/ClientsPage.tsx'), 'ClientsPage'),
})

const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  component: lazyRouteComponent(() => import('./communities/audit/OperatorAuditPage.tsx'), 'OperatorAuditPage'),
})

const security = createRoute({
  getParentRoute: () => shell,
  path: '/security',
  component: lazyRouteComponent(() => import('./identity/security/SecurityPage.tsx'), 'SecurityPage'),
})

/** Every address of the operator's console. */
export const operatorRouter = createRouter({
  routeTree: root.addChildren([
    shell.addChildren([requests, request, serving, tickets, reports, stickers, clients, audit, security]),
  ]),
  defaultErrorComponent: PageBroken,
})
