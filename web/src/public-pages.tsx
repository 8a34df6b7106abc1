import { useParams } from '@tanstack/react-router'
import { lazyPage } from './kit/frame/lazy-page.tsx'
import { PagesByWord, type WordPages } from './kit/frame/PagesByWord.tsx'
import { NotFound } from './shell/NotFound.tsx'

const PAGES: WordPages = {
  certificate: lazyPage(() => import('./identity/deletion/CertificatePage.tsx'), 'CertificatePage'),
  help: lazyPage(() => import('./help/HelpPage.tsx'), 'HelpPage'),
  leaving: lazyPage(() => import('./identity/deletion/LeavingPage.tsx'), 'LeavingPage'),
  request: lazyPage(() => import('./communities/requests/RequestStatusPage.tsx'), 'RequestStatusPage'),
  ticket: lazyPage(() => import('./communities/tickets/TicketPage.tsx'), 'TicketPage'),
}

/** Pages of one word that need nobody signed in. The first screens load none of this. */
export function PublicPages() {
  const { page = '' } = useParams({ strict: false }) as { page?: string }
  return <PagesByWord pages={PAGES} word={page} otherwise={NotFound} />
}
