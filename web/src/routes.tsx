import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { lazyPage } from './kit/frame/lazy-page.tsx'
import { messengerRoutes } from './messenger/routes.tsx'
import { NotFound } from './shell/NotFound.tsx'
import { Root } from './shell/Root.tsx'

const root = createRootRoute({ component: Root, notFoundComponent: NotFound })

const front = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyPage(() => import('./communities/front/FrontPage.tsx'), 'FrontPage'),
})

const help = createRoute({
  getParentRoute: () => root,
  path: '/help',
  component: lazyPage(() => import('./help/HelpPage.tsx'), 'HelpPage'),
})

const requestStatus = createRoute({
  getParentRoute: () => root,
  path: '/request',
  component: lazyPage(() => import('./communities/requests/RequestStatusPage.tsx'), 'RequestStatusPage'),
})

const ticket = createRoute({
  getParentRoute: () => root,
  path: '/ticket',
  component: lazyPage(() => import('./communities/tickets/TicketPage.tsx'), 'TicketPage'),
})

const leaving = createRoute({
  getParentRoute: () => root,
  path: '/leaving',
  component: lazyPage(() => import('./identity/deletion/LeavingPage.tsx'), 'LeavingPage'),
})

const certificate = createRoute({
  getParentRoute: () => root,
  path: '/certificate',
  component: lazyPage(() => import('./identity/deletion/CertificatePage.tsx'), 'CertificatePage'),
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

const profile = createRoute({
  getParentRoute: () => shell,
  path: '/me',
  component: lazyPage(() => import('./identity/profile/ProfilePage.tsx'), 'ProfilePage'),
})

const photo = createRoute({
  getParentRoute: () => shell,
  path: '/me/photo',
  component: lazyPage(() => import('./identity/photo/PhotoPage.tsx'), 'PhotoPage'),
})

const account = createRoute({
  getParentRoute: () => shell,
  path: '/me/account',
  component: lazyPage(() => import('./identity/deletion/AccountPage.tsx'), 'AccountPage'),
})

const privacy = createRoute({
  getParentRoute: () => shell,
  path: '/me/privacy',
  component: lazyPage(() => import('./communities/privacy/PrivacyPage.tsx'), 'PrivacyPage'),
})

const teacher = createRoute({
  getParentRoute: () => shell,
  path: '/me/teacher',
  component: lazyPage(() => import('./communities/teacher/TeacherPage.tsx'), 'TeacherPage'),
})

const blocked = createRoute({
  getParentRoute: () => shell,
  path: '/me/blocked',
  component: lazyPage(() => import('./communities/blocks/BlockedPage.tsx'), 'BlockedPage'),
})

const personal = createRoute({
  getParentRoute: () => shell,
  path: '/me/contacts',
  component: lazyPage(() => import('./communities/personal/PersonalPage.tsx'), 'PersonalPage'),
})

const phonebook = createRoute({
  getParentRoute: () => shell,
  path: '/me/contacts/phone',
  component: lazyPage(() => import('./communities/phonebook/PhonebookPage.tsx'), 'PhonebookPage'),
})

const jointChat = createRoute({
  getParentRoute: () => shell,
  path: '/me/contacts/chat',
  component: lazyPage(() => import('./messenger/joint/JointChatPage.tsx'), 'JointChatPage'),
})

const ownApplications = createRoute({
  getParentRoute: () => shell,
  path: '/applications',
  component: lazyPage(() => import('./communities/own/OwnApplicationsPage.tsx'), 'OwnApplicationsPage'),
})

const ownApplication = createRoute({
  getParentRoute: () => shell,
  path: '/applications/$applicationId',
  component: lazyPage(() => import('./communities/own/OwnApplicationPage.tsx'), 'OwnApplicationPage'),
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

const community = createRoute({
  getParentRoute: () => shell,
  path: '/o/$communityId',
  component: lazyPage(() => import('./communities/layout/CommunityLayout.tsx'), 'CommunityLayout'),
})

const communityPages = [
  createRoute({
    getParentRoute: () => community,
    path: '/',
    component: lazyPage(() => import('./communities/home/HomePage.tsx'), 'HomePage'),
  }),
  createRoute({
    getParentRoute: () => community,
    path: '/units',
    component: lazyPage(() => import('./communities/units/UnitsPage.tsx'), 'UnitsPage'),
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
    path: '/members',
    component: lazyPage(() => import('./communities/members/MembersPage.tsx'), 'MembersPage'),
  }),
  createRoute({
    getParentRoute: () => community,
    path: '/verified',
    component: lazyPage(() => import('./communities/verified/VerifiedPage.tsx'), 'VerifiedPage'),
  }),
  createRoute({
    getParentRoute: () => community,
    path: '/applications',
    component: lazyPage(() => import('./communities/applications/QueuePage.tsx'), 'QueuePage'),
  }),
  createRoute({
    getParentRoute: () => community,
    path: '/links',
    component: lazyPage(() => import('./communities/links/LinksPage.tsx'), 'LinksPage'),
  }),
  createRoute({
    getParentRoute: () => community,
    path: '/channels',
    component: lazyPage(() => import('./messenger/channels/ChannelsPage.tsx'), 'ChannelsPage'),
  }),
  createRoute({
    getParentRoute: () => community,
    path: '/about',
    component: lazyPage(() => import('./communities/about/AboutPage.tsx'), 'AboutPage'),
  }),
  createRoute({
    getParentRoute: () => community,
    path: '/tickets',
    component: lazyPage(() => import('./communities/tickets/TicketsPage.tsx'), 'TicketsPage'),
  }),
  createRoute({
    getParentRoute: () => community,
    path: '/dialogue-rules',
    component: lazyPage(() => import('./communities/dialogues/DialogueRulesPage.tsx'), 'DialogueRulesPage'),
  }),
  createRoute({
    getParentRoute: () => community,
    path: '/audit',
    component: lazyPage(() => import('./communities/audit/AuditPage.tsx'), 'AuditPage'),
  }),
]

/** Every address of the app. */
export const router = createRouter({
  routeTree: root.addChildren([
    front,
    help,
    requestStatus,
    ticket,
    leaving,
    certificate,
    join,
    shell.addChildren([
      profile,
      photo,
      account,
      privacy,
      teacher,
      blocked,
      personal,
      jointChat,
      phonebook,
      ownApplications,
      ownApplication,
      family,
      children,
      community.addChildren(communityPages),
      messengerRoutes(shell),
    ]),
  ]),
  scrollRestoration: true,
  defaultPreload: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
