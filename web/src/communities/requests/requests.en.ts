import type { ru } from './requests.ru.ts'

export const en: typeof ru = {
  documentTitle: 'Request of an organisation — Parta',
  loading: 'Opening the request',
  number: (number) => `Request No. ${number}`,
  sub: (name, phone) => `${name} · administrator’s phone ${phone}`,
  states: {
    filed: 'Filed',
    checking: 'Being checked',
    clarifying: 'Needs clarification',
    approved: 'Approved',
    rejected: 'Rejected',
  },
  titles: {
    filed: 'The request is filed',
    checking: 'The operator is checking the request',
    clarifying: 'Clarification is needed',
    approved: 'The organisation is connected',
    rejected: 'The request was rejected',
  },
  waiting: {
    title: 'The operator will check the request',
    text: 'The administrator’s phone is compared with the order. The decision comes by SMS; no need to wait here.',
  },
  after: {
    title: 'The administrator signs in with that number',
    text: 'The rights appear by themselves. The first tasks are on the home page.',
  },
  clarify:
    'The operator will call the administrator at the number from the request. Another order can be added on this page.',
  order: {
    title: 'Order of the director',
    text: 'On the letterhead, signed and sealed: who the administrator is, and the phone. Without it a request is approved only in special cases.',
  },
  enter: 'Sign in',
  newRequest: 'File a new request',
  keep: 'Keep the address of this page: it shows how the request stands. There is no data of the organisation here.',
  copy: 'Copy the address',
  copied: 'The address is copied',
  noSecret: {
    title: 'The address is not complete',
    text: 'Open the whole link: it ends with a long code after the # sign.',
  },
  front: 'To the front page',
}
