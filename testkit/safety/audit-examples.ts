import type { Examples } from './examples.ts'

/** Valid calls of the operations of the log of administrative acts. */
export const auditExamples = {
  'audit.list': ({ cast }) => ({ by: cast.director.client, input: { communityId: cast.school.communityId } }),
  'members.roleHistory': ({ cast }) => ({
    by: cast.director.client,
    input: { communityId: cast.school.communityId, profileId: cast.teacher.profileId },
  }),
  'auditDesk.list': ({ cast }) => ({ by: cast.operator, input: {} }),
  'childReads.list': ({ cast }) => ({ by: cast.parent.client, input: { childProfileId: cast.pupil.profileId } }),
} satisfies Partial<Examples>
