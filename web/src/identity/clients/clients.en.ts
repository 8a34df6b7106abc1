import type { ru } from './clients.ru.ts'

export const en: typeof ru = {
  title: 'Outside systems',
  sub: 'Systems that people enter through Parta. Each gets only what the person has seen and agreed to.',
  loading: 'Loading outside systems',
  empty: { title: 'There are no outside systems', text: 'Add a school system, a mini-app or a service.' },
  add: 'Add a system',
  id: 'Client number',
  addresses: 'Addresses of return',
  scopes: { profile: 'surname, name, patronymic', birthdate: 'date of birth', roles: 'organisations and roles' },
  gets: 'May learn',
  getsNothing: 'only that it is the same person',
  rotate: 'Make a new secret',
  rotateBody: (name) =>
    `The old secret stops working at once. The system “${name}” can let nobody in until the new one is entered there.`,
  remove: 'Remove',
  removeTitle: 'Remove the system?',
  removeBody: (name) =>
    `Nobody will be able to enter “${name}” through Parta, and everything that it holds stops working.`,
  removed: 'The system has been removed',
  cancel: 'Cancel',
  form: {
    title: 'A new outside system',
    name: 'Name',
    nameHint: 'People see it before they agree',
    redirect: 'Addresses of return after a sign-in',
    redirectHint: 'One in a line, all on one host. Every sign has to match.',
    gone: 'Addresses of return after a sign-out',
    back: 'Address to tell of a sign-out',
    optional: 'May stay empty',
    scopes: 'What the system may learn',
    submit: 'Add',
    incomplete: 'Enter the name and at least one return address',
  },
  secret: {
    title: 'The secret of the system',
    text: 'It is shown once. Give it to whoever sets the system up and to nobody else.',
    label: 'Secret',
    copy: 'Copy the secret',
    copied: 'The secret is copied',
    done: 'The secret is kept, close',
  },
}
