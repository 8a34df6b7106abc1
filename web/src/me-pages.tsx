import { useParams } from '@tanstack/react-router'
import { lazyPage } from './kit/frame/lazy-page.tsx'
import { PagesByWord, type WordPages } from './kit/frame/PagesByWord.tsx'
import { NotFound } from './shell/NotFound.tsx'

const PAGES: WordPages = {
  '': lazyPage(() => import('./identity/profile/ProfilePage.tsx'), 'ProfilePage'),
  account: lazyPage(() => import('./identity/deletion/AccountPage.tsx'), 'AccountPage'),
  blocked: lazyPage(() => import('./communities/blocks/BlockedPage.tsx'), 'BlockedPage'),
  contacts: lazyPage(() => import('./communities/personal/PersonalPage.tsx'), 'PersonalPage'),
  'contacts/chat': lazyPage(() => import('./messenger/joint/JointChatPage.tsx'), 'JointChatPage'),
  'contacts/phone': lazyPage(() => import('./communities/phonebook/PhonebookPage.tsx'), 'PhonebookPage'),
  details: lazyPage(() => import('./communities/details/DetailsPage.tsx'), 'DetailsPage'),
  photo: lazyPage(() => import('./identity/photo/PhotoPage.tsx'), 'PhotoPage'),
  reports: lazyPage(() => import('./reports/own/OwnReportsPage.tsx'), 'OwnReportsPage'),
  settings: lazyPage(() => import('./settings/SettingsPage.tsx'), 'SettingsPage'),
  privacy: lazyPage(() => import('./communities/privacy/PrivacyPage.tsx'), 'PrivacyPage'),
  teacher: lazyPage(() => import('./communities/teacher/TeacherPage.tsx'), 'TeacherPage'),
}

/** «Профиль» and the pages below it, by the rest of their address. The first screens load none of this. */
export function MePages() {
  const { _splat = '' } = useParams({ strict: false })
  return <PagesByWord pages={PAGES} word={_splat.replace(/\/$/, '')} otherwise={NotFound} />
}
