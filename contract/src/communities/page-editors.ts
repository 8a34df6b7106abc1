import { Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id } from '../kit/scalars.ts'

export const listEditors = query('pageEditors.list', {
  summary: 'Who publishes on the page of an organisation beside its administrators; for those who appoint (ORG-15).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id }),
  output: closed({ profileIds: Type.Array(Id) }),
  errors: ['community.unknown', 'community.notAllowed'],
})

export const setEditor = command('pageEditors.set', {
  summary:
    'Lets somebody of the staff publish on the page of the organisation, or takes that right away at once (ORG-15).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id, profileId: Id, editor: Type.Boolean() }),
  output: closed({}),
  errors: ['community.unknown', 'community.notAllowed', 'member.unknown', 'member.editorNotStaff'],
})

export const pageEditorOperations = {
  'pageEditors.list': listEditors,
  'pageEditors.set': setEditor,
} as const
