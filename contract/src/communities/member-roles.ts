import { Type } from 'typebox'
import { event } from '../kit/event.ts'
import { command } from '../kit/operation.ts'
import { closed, Id } from '../kit/scalars.ts'
import { MemberRole } from './communities.ts'

const member = closed({ communityId: Id, profileId: Id })

export const appoint = command('members.appoint', {
  summary: 'Makes somebody of the staff an administrator (ORG-09, ORG-13).',
  gate: 'profile',
  sweep: 'member',
  input: member,
  output: closed({}),
  errors: ['community.unknown', 'community.notAllowed', 'member.unknown', 'member.notStaff'],
})

export const dismiss = command('members.dismiss', {
  summary:
    'Takes the right of an administrator; the last one keeps it (ORG-09). Whoever was nothing else stays as staff.',
  gate: 'profile',
  sweep: 'member',
  input: member,
  output: closed({}),
  errors: ['community.unknown', 'community.notAllowed', 'member.unknown', 'member.lastAdministrator'],
})

export const changeRole = command('members.changeRole', {
  summary: 'Gives a member another role or place for one that he holds (STR-09); parents follow their child.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id, profileId: Id, from: MemberRole, to: MemberRole }),
  output: closed({}),
  errors: [
    'community.unknown',
    'community.notAllowed',
    'member.unknown',
    'member.roleImpossible',
    'member.notAdult',
    'member.own',
    'unit.unknown',
    'unit.archived',
  ],
})

export const memberRoleOperations = {
  'members.appoint': appoint,
  'members.dismiss': dismiss,
  'members.changeRole': changeRole,
} as const

export const memberRoleEvents = {
  'administrators.changed': event({
    audience: 'community',
    durable: true,
    summary: 'Somebody became an administrator, or is none any more. Class: administrators.',
    payload: closed({
      communityId: Id,
      profileId: Id,
      appointed: Type.Boolean(),
      /** Null when the school's system has dismissed him. */
      actorId: Type.Union([Id, Type.Null()]),
    }),
  }),
} as const
