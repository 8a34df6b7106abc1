import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Instant, line } from '../kit/scalars.ts'
import { DESK_REFUSALS } from './people.ts'
import { LINK_CODE_MAX, LINK_STATE_LENGTH } from './school.limits.ts'

/** Whether the own account is linked with a profile of the messenger, and whether it could be. */
export const Linking = closed({
  /** The organisation is connected with the messenger; without it nobody can link. */
  connected: Type.Boolean(),
  link: Type.Union([
    closed({
      /** What the profile is called in the messenger. */
      profileName: Type.String(),
      since: Instant,
    }),
    Type.Null(),
  ]),
})
export type Linking = Static<typeof Linking>

export const linkingOpen = query('linking.open', {
  summary: 'Whether the own account is linked with a profile of the messenger (ESL-01).',
  gate: 'school',
  sweep: 'own',
  input: closed({}),
  output: Linking,
  errors: DESK_REFUSALS,
})

export const linkingBegin = command('linking.begin', {
  summary:
    'Where the browser goes to sign in to the messenger and choose a profile (ESL-03); only this session can finish.',
  gate: 'school',
  sweep: 'own',
  repeat: 'fresh',
  input: closed({}),
  output: closed({ url: Type.String() }),
  errors: [...DESK_REFUSALS, 'school.notConnected', 'school.linked'],
})

export const linkingFinish = command('linking.finish', {
  summary: 'Links the own account with the profile with which the sign-in came back (ESL-01, ESL-08).',
  gate: 'school',
  sweep: 'own',
  repeat: 'self',
  input: closed({ state: line(LINK_STATE_LENGTH, LINK_STATE_LENGTH), code: line(LINK_CODE_MAX, 1) }),
  output: Linking,
  errors: [
    ...DESK_REFUSALS,
    'school.notConnected',
    'school.linkStale',
    'school.messengerAway',
    'school.connectionRefused',
    'connector.personUnknown',
    'connector.nameDiffers',
    'connector.birthDateDiffers',
    'connector.roleDiffers',
    'connector.notAdult',
    'connector.personLinked',
    'connector.profileLinked',
  ],
})

export const linkingUndo = command('linking.undo', {
  summary:
    'Unlinks the own account: the person stays in the registers and leaves what they gave in the messenger (ESL-06, ESL-07). Without a link there is nothing to undo.',
  gate: 'school',
  sweep: 'own',
  repeat: 'last',
  input: closed({}),
  output: Linking,
  errors: [...DESK_REFUSALS, 'school.notConnected', 'school.messengerAway', 'school.connectionRefused'],
})

export const linkingOperations = {
  'linking.open': linkingOpen,
  'linking.begin': linkingBegin,
  'linking.finish': linkingFinish,
  'linking.undo': linkingUndo,
} as const
