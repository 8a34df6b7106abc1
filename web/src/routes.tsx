import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { lazyPage } from './kit/frame/lazy-page.tsx'
import { chatLinkRoute, messengerRoutes } from './messenger/routes.tsx'
import { NotFound } from './shell/NotFound.tsx'
import { PageBroken } from './shell/PageBroken.tsx'
import { Root } from './shell/Root.tsx'

const root = createRootRoute({ component: Root, notFoundComponent: NotFound })

const front = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyPage(() => import('./communities/front/FrontPage.tsx'), 'FrontPage'),
})

const publicPages = createRoute({
  getParentRoute: () => root,
  path: '/$page',
  component: lazyPage(() => import('./public-pages.tsx'), 'PublicPages'),
})

const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$token',
  component: lazyPage(() => import('./communities/join/JoinPage.tsx'), 'JoinPage'),
})

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: lazyPage(() => import('./shell/Shell.tsx'), 'Shell'),
})

const mePages = createRoute({
  getParentRoute: () => shell,
  path: '/me/$',
  component: lazyPage(() => import('./me-pages.tsx'), 'MePages'),
})

const ownApplications = createRoute({
  getParentRoute: () => shell,
  path: '/applications/$',
  component: lazyPage(() => import('./communities/own/ApplicationsPages.tsx'), 'ApplicationsPages'),
})

const family = createRoute({
  getParentRoute: () => shell,
  path: '/family',
  component: lazyPage(() => import('./communities/family/FamilyPage.tsx'), 'FamilyPage'),
})

const children = createRoute({
  getParentRoute: () => shell,
  path: '/children',
  component: lazyPage(() => import('./communities/children/ChildrenPage.tsx'), 'ChildrenPage'),
})

/** Of a call: the shell shows it beside its pages, so that it goes on when one turns to others. */
const call = createRoute({ getParentRoute: () => shell, path: '/im/$chatId/call' })

const community = createRoute({
  getParentRoute: () => shell,
  path: '/o/$communityId',
  component: lazyPage(() => import('./community-layout.tsx'), 'CommunityFrame'),
})

const communityPages = [
  createRoute({
    getParentRoute: () => community,
    path: '/',
    component: lazyPage(() => import('./communities/home/HomePage.tsx'), 'HomePage'),
  }),
  createRoute({
    getParentRoute: () => community,
    path: '/units/$unitId/cards',
    component: lazyPage(() => import('./communities/cards/CardsPage.tsx'), 'CardsPage'),
  }),
  createRoute({
    getParentRoute: () => community,
    path: '/units/$unitId/mail',
    component: lazyPage(
      () => import('./communities/email-invitations/EmailInvitationsPage.tsx'),
      'EmailInvitationsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => community,
    path: '/$page',
    component: lazyPage(() => import('./community-pages.tsx'), 'CommunityPages'),
  }),
]

/** Every address of the app. */
export const router = createRouter({
  routeTree: root.addChildren([
    front,
    publicPages,
    join,
    shell.addChildren([
      mePages,
      ownApplications,
      family,
      children,
      community.addChildren(communityPages),
      messengerRoutes(shell),
      chatLinkRoute(shell),
      call,
    ]),
  ]),
  scrollRestoration: true,
  defaultPreload: false,
  defaultErrorComponent: PageBroken,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
