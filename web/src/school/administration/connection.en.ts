import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { connection as ru } from './connection.ru.ts'

const facts = (count: number) => pluralEn(count, { one: 'entry', other: 'entries' })

/** Words of the window «Подключение» in English. */
export const connection: typeof ru = {
  connection: 'Connection',
  connectionText: (to) =>
    `Entries of the registers are told to ${to}: roles and chats of those follow from them who have linked their account.`,
  messengerAddress: 'Address of the messenger',
  messengerAddressHint: (own) => `Leave it empty for the messenger of this installation: ${own}`,
  clientId: 'Identifier of the client',
  clientIdHint: 'The operator of the messenger gives it out when registering an outside system.',
  clientSecret: 'Secret of the client',
  secretKept: 'The secret is kept and shown nowhere. Leave the field empty to keep it.',
  secretNeeded: 'The operator of the messenger sees it once, when registering the system.',
  communityId: 'Code of the organisation',
  communityIdHint:
    'The page «School system» of the messenger shows it. There an administrator of the organisation lets this system tell.',
  codesWrong: 'Identifier and code have 36 characters: digits, letters from a to f, and hyphens.',
  connectionState: 'State',
  notConnected: 'Nothing is told yet: fill in the fields and save.',
  toldOf: (told, all) => `${told} of ${facts(all)} told.`,
  toldAt: (at) => `Everything was last told: ${at}.`,
  troubles: {
    unreachable: 'The messenger does not answer. It is tried again by itself.',
    credentials:
      'The messenger does not take the client or the secret. Check them, or ask the operator of the messenger for a new secret.',
    notAdmitted:
      'The organisation in the messenger has not let this system tell. Its administrator chooses the system on the page «School system». Check the code of the organisation too.',
    strange: 'What answers at this address is no messenger. Check the address.',
    secretLost: 'The secret that is kept cannot be read any more. Enter it again.',
  },
  troubleSince: (since) => `Since: ${since}.`,
  refusedCount: (count) => `The messenger has refused ${facts(count)}.`,
  disconnect: 'Disconnect',
  disconnection: 'Disconnecting the messenger',
  disconnectText: (of) =>
    `Disconnect the electronic school from ${of}? Entries of the registers are told no more, links of accounts end here, and the secret is deleted. Roles and chats that are there already stay: an administrator of the organisation decides about them on the page «School system».`,
  showRefused: 'Show what was refused',
  refusedFacts: 'Refused entries',
  refusedText: 'Put these entries right in the registers: after a change they are told again.',
  nothingRefused: 'The messenger has taken everything that it was told.',
  factKind: 'What',
  factAbout: 'Whom or what it is about',
  factSentence: 'Why it was refused',
  factAt: 'When',
  factKinds: {
    person: 'Person',
    unit: 'Class or group',
    enrolment: 'Enrolment',
    family: 'Parent and child',
    position: 'Position',
    chat: 'Chat',
    settings: 'Settings of the organisation',
  },
}
