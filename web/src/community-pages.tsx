import { useParams } from '@tanstack/react-router'
import { lazyPage } from './kit/frame/lazy-page.tsx'
import { PagesByWord, type WordPages } from './kit/frame/PagesByWord.tsx'
import { NotFound } from './shell/NotFound.tsx'

const PAGES: WordPages = {
  about: lazyPage(() => import('./communities/about/AboutPage.tsx'), 'AboutPage'),
  absences: lazyPage(() => import('./communities/absences/ToldAbsencesPage.tsx'), 'ToldAbsencesPage'),
  announcements: lazyPage(() => import('./messenger/announcements/AnnouncementsPage.tsx'), 'AnnouncementsPage'),
  applications: lazyPage(() => import('./communities/applications/QueuePage.tsx'), 'QueuePage'),
  audit: lazyPage(() => import('./communities/audit/AuditPage.tsx'), 'AuditPage'),
  channels: lazyPage(() => import('./messenger/channels/ChannelsPage.tsx'), 'ChannelsPage'),
  'dialogue-rules': lazyPage(() => import('./communities/dialogues/DialogueRulesPage.tsx'), 'DialogueRulesPage'),
  integration: lazyPage(() => import('./connector/IntegrationPage.tsx'), 'IntegrationPage'),
  links: lazyPage(() => import('./communities/links/LinksPage.tsx'), 'LinksPage'),
  members: lazyPage(() => import('./communities/members/MembersPage.tsx'), 'MembersPage'),
  publications: lazyPage(() => import('./messenger/publications/PublicationsPage.tsx'), 'PublicationsPage'),
  quiet: lazyPage(() => import('./communities/quiet/QuietPage.tsx'), 'QuietPage'),
  reports: lazyPage(() => import('./reports/looking/ReportsPage.tsx'), 'ReportsPage'),
  rollover: lazyPage(() => import('./communities/rollover/RolloverPage.tsx'), 'RolloverPage'),
  tickets: lazyPage(() => import('./communities/tickets/TicketsPage.tsx'), 'TicketsPage'),
  units: lazyPage(() => import('./communities/units/UnitsPage.tsx'), 'UnitsPage'),
  verified: lazyPage(() => import('./communities/verified/VerifiedPage.tsx'), 'VerifiedPage'),
}

/** Sections of an organisation, by the last word of their address. The first screens load none of this. */
export function CommunityPages() {
  const { page = '' } = useParams({ strict: false }) as { page?: string }
  return <PagesByWord pages={PAGES} word={page} otherwise={NotFound} />
}
