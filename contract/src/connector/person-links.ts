import { Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, line } from '../kit/scalars.ts'
import { CONNECTOR_PAGE_MAX } from './connector.limits.ts'
import { SourceId } from './facts.ts'

/** Somebody of the source who is a profile of Парта. */
const PersonLink = closed({ personId: SourceId, since: Instant })

export const makeLink = command('connector.links.make', {
  summary:
    'Says that a person of the source is whoever has signed in for the calling system and agreed to be linked. Names, birth date and role have to fit. Repeated with the same two, it is the same link.',
  gate: 'system',
  scope: 'connector:links',
  sweep: 'member',
  repeat: 'last',
  input: closed({
    communityId: Id,
    personId: SourceId,
    /** The token of access that the person’s sign-in has given, with the scope `link`. */
    personToken: line(500, 10),
  }),
  output: closed({ link: PersonLink }),
  errors: [
    'connector.unknown',
    'connector.personUnknown',
    'connector.tokenInvalid',
    'connector.nameDiffers',
    'connector.birthDateDiffers',
    'connector.roleDiffers',
    'connector.notAdult',
    'connector.personLinked',
    'connector.profileLinked',
  ],
})

export const undoLink = command('connector.links.undo', {
  summary:
    'Ends a link: the person stays in the register of the source and leaves what facts gave him here. A link that is not there is undone already.',
  gate: 'system',
  scope: 'connector:links',
  sweep: 'member',
  repeat: 'last',
  input: closed({ communityId: Id, personId: SourceId }),
  output: closed({}),
  errors: ['connector.unknown'],
})

export const listLinks = query('connector.links.list', {
  summary: 'People of the source who are linked, by their id.',
  gate: 'system',
  scope: 'connector:read',
  sweep: 'member',
  input: closed({
    communityId: Id,
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: CONNECTOR_PAGE_MAX })),
  }),
  output: closed({ links: Type.Array(PersonLink), next: Type.Union([Cursor, Type.Null()]) }),
  errors: ['connector.unknown'],
})

export const personLinkOperations = {
  'connector.links.make': makeLink,
  'connector.links.undo': undoLink,
  'connector.links.list': listLinks,
} as const
