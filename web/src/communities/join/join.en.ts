import type { ru } from './join.ru.ts'

export const en: typeof ru = {
  documentTitle: 'Invitation — Parta',
  loading: 'Opening the invitation',
  chip: 'Invitation',
  title: (unit) => `You are invited: ${unit}`,
  role: (role) => `Role: ${role}`,
  child: (name) => `Child: ${name}`,
  steps: {
    signIn: {
      title: 'Sign in with your phone number',
      text: 'Nobody sees the number. It takes two minutes if you are new here.',
    },
    signedIn: (name) => `Signed in as ${name}`,
    apply: { title: 'Apply', text: 'The link joins nobody by itself: the school decides.' },
    after: {
      title: 'Chats and channels open',
      text: 'After the approval. Before it nobody from outside sees members and messages.',
    },
  },
  phone: 'Phone number',
  phoneHint: 'Nobody sees the number. If you are new here, a code comes by SMS.',
  phoneIncomplete: 'Enter the whole number',
  first: 'I am new here',
  enter: 'Sign in and apply',
  send: 'Send the application',
  already: 'Open my applications',
  front: 'To the front page',
  own: {
    title: 'This link is for your parents',
    text: (community) =>
      `You are signed in here yourself, so it cannot be used to apply to “${community}”. A parent opens the link on a phone of their own and signs in with their own number: parent and child need different ones.`,
    show: 'Show the QR code to a parent',
    leave: 'Sign out, a parent will sign in',
  },
  young: {
    title: 'A parent has to consent',
    text: (unit) =>
      `Signing in by this link has sent the application: ${unit}. The chats open when it is approved and a parent has consented. If you signed in without the link, sign in by it once more.`,
    onward: 'What is to be done',
    again: 'Sign in by the link',
  },
  here: {
    chip: 'You are here already',
    title: (unit) => `You are in the organisation already: ${unit}`,
    approved: 'The application is approved',
    open: 'Chats and channels are open',
    chats: 'Open the chats',
  },
  broken: 'The link does not open',
}
