import type { ru } from './own.ru.ts'

export const en: typeof ru = {
  title: 'My applications',
  sub: 'Applications to schools and other organisations',
  loading: 'Loading applications',
  empty: {
    title: 'No applications',
    text: 'You join a school by its invitation link. Ask the class teacher or the administrator for it and open it here.',
  },
  titles: {
    pending: 'The application is under review',
    approved: 'The application is approved',
    rejected: 'The application was rejected',
    withdrawn: 'You have withdrawn the application',
    expired: 'The application has expired',
  },
  sent: 'The application is sent',
  waiting: {
    title: 'The school is considering it',
    text: 'An administrator of the school decides. No need to wait here: the state is renewed on this page and in the list.',
  },
  after: { title: 'Chats and channels open', text: 'Only members of the organisation see your name.' },
  decided: {
    approved: 'You are a member of the organisation',
    rejected: 'Rejection',
    withdrawn: 'The application is withdrawn',
    expired: 'Nobody has considered it in time',
  },
  expiredText: 'Apply again as you did before: by the invitation link or from your own profile.',
  reason: (reason) => `Reason: ${reason}`,
  note: 'Before the approval you do not see messages and members of the organisation.',
  withdraw: 'Withdraw the application',
  withdrawn: 'The application is withdrawn',
  openChats: 'Open the chats',
  openCommunity: 'Open the organisation',
  missing: { title: 'There is no such application', text: 'It may have been made with another profile.' },
}
