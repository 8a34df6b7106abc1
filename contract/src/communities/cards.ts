import { type Static, Type } from 'typebox'
import { NAME_LENGTH_MAX } from '../identity/signin.limits.ts'
import { command, query } from '../kit/operation.ts'
import { closed, Day, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import {
  CARD_SYMBOLS,
  CARD_SYMBOLS_COUNT,
  CARDS_AT_ONCE_MAX,
  CLASS_DEVICE_NAME_MAX,
  PUPILS_PER_MINUTE,
} from './cards.limits.ts'
import { LinkToken } from './links.ts'

/** What the QR code of a card holds, 128 bits; the server keeps its hash only. */
export const CardSecret = LinkToken

const CardSymbols = Type.Array(oneOf(CARD_SYMBOLS), { minItems: CARD_SYMBOLS_COUNT, maxItems: CARD_SYMBOLS_COUNT })

/** A tablet or computer on which cards of one class work. */
export const ClassDevice = closed({
  id: Id,
  name: Type.String(),
  addedAt: Instant,
  usedAt: Type.Union([Instant, Type.Null()]),
  /** The end of the school year. */
  expiresAt: Instant,
  /** The very browser that asks. */
  here: Type.Boolean(),
})
export type ClassDevice = Static<typeof ClassDevice>

export const CardHolder = closed({
  profileId: Id,
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  /** Signs in by a phone of its own, so that no card can be printed. */
  ownPhone: Type.Boolean(),
  /** The card that is good now, without its secret; null when none is. */
  card: Type.Union([closed({ printedAt: Instant, locked: Type.Boolean() }), Type.Null()]),
  /** Whether somebody is signed in by the card at this moment. */
  signedIn: Type.Boolean(),
})
export type CardHolder = Static<typeof CardHolder>

export const ClassCards = closed({
  communityName: Type.String(),
  unitName: Type.String(),
  archived: Type.Boolean(),
  lessonMinutes: Type.Integer(),
  devices: Type.Array(ClassDevice),
  pupils: Type.Array(CardHolder),
})
export type ClassCards = Static<typeof ClassCards>

/** A card as it is printed: the only time that its secret and its symbols leave the server. */
export const PrintedCard = closed({
  profileId: Id,
  surname: Type.String(),
  name: Type.String(),
  secret: CardSecret,
  symbols: CardSymbols,
})
export type PrintedCard = Static<typeof PrintedCard>

export const classCards = query('cards.class', {
  summary: 'Cards and devices of a class, for its leader and for those who manage members.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ unitId: Id }),
  output: ClassCards,
  errors: ['unit.unknown', 'community.notAllowed', 'unit.system'],
})

export const printCards = command('cards.print', {
  summary: 'Makes new cards for pupils of the class; those that they had are worth nothing from then on (P-06).',
  gate: 'profile',
  sweep: 'member',
  repeat: 'fresh',
  perMinute: 20,
  input: closed({
    unitId: Id,
    profileIds: Type.Array(Id, { minItems: 1, maxItems: CARDS_AT_ONCE_MAX, uniqueItems: true }),
  }),
  output: closed({ unitName: Type.String(), communityName: Type.String(), cards: Type.Array(PrintedCard) }),
  errors: ['unit.unknown', 'community.notAllowed', 'unit.system', 'unit.archived', 'member.unknown', 'card.ownPhone'],
})

export const revokeCard = command('cards.revoke', {
  summary: 'Revokes the card of a pupil; whoever is signed in by it is signed out at once.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ unitId: Id, profileId: Id }),
  output: closed({}),
  errors: ['unit.unknown', 'community.notAllowed', 'unit.system', 'card.unknown'],
})

export const unlockCard = command('cards.unlock', {
  summary: 'Lets a card be tried again on which wrong symbols were tapped too often.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ unitId: Id, profileId: Id }),
  output: closed({}),
  errors: ['unit.unknown', 'community.notAllowed', 'unit.system', 'card.unknown'],
})

export const addPupil = command('cards.addPupil', {
  summary:
    'Applies in the name of a pupil who has neither phone nor e-mail (IDN-14); who decides on applications lets it in, and it signs in by a card.',
  gate: 'profile',
  sweep: 'member',
  perMinute: PUPILS_PER_MINUTE,
  input: closed({
    id: Id,
    unitId: Id,
    surname: line(NAME_LENGTH_MAX, 1),
    name: line(NAME_LENGTH_MAX, 1),
    patronymic: line(NAME_LENGTH_MAX),
    birthDate: Day,
  }),
  output: closed({}),
  errors: [
    'unit.unknown',
    'community.notAllowed',
    'unit.system',
    'unit.archived',
    'link.roleImpossible',
    'profile.nameInvalid',
    'signin.birthDateInvalid',
  ],
})

export const addDevice = command('cards.addDevice', {
  summary: 'Makes this browser a device of the class and signs its leader out of it.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'fresh',
  input: closed({ unitId: Id, name: line(CLASS_DEVICE_NAME_MAX, 1) }),
  output: closed({}),
  errors: [
    'unit.unknown',
    'community.notAllowed',
    'unit.system',
    'unit.archived',
    'classDevice.nameInvalid',
    'classDevice.tooMany',
  ],
})

export const removeDevice = command('cards.removeDevice', {
  summary: 'Takes a device away from the class; whoever is signed in there by a card is signed out at once.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ unitId: Id, deviceId: Id }),
  output: closed({}),
  errors: ['unit.unknown', 'community.notAllowed', 'unit.system', 'classDevice.unknown'],
})

export const openCard = command('cards.open', {
  summary:
    'Whose card it is, on a device of its class; elsewhere the same refusal for every card. Public, because cards are for those who are not signed in.',
  gate: 'public',
  sweep: 'open',
  repeat: 'last',
  input: closed({ secret: CardSecret }),
  output: closed({ name: Type.String(), unitName: Type.String() }),
  errors: ['card.elsewhere', 'card.unknown', 'card.locked'],
})

export const enterCard = command('cards.enter', {
  summary:
    'Signs a pupil in for a lesson by the card and its symbols, on a device of the class; whoever was signed in there is signed out.',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({ secret: CardSecret, symbols: CardSymbols }),
  output: closed({ endsAt: Instant }),
  errors: ['card.elsewhere', 'card.unknown', 'card.locked', 'card.symbolsWrong'],
})

export const cardOperations = {
  'cards.class': classCards,
  'cards.print': printCards,
  'cards.revoke': revokeCard,
  'cards.unlock': unlockCard,
  'cards.addPupil': addPupil,
  'cards.addDevice': addDevice,
  'cards.removeDevice': removeDevice,
  'cards.open': openCard,
  'cards.enter': enterCard,
} as const
