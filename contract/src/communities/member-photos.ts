import { PHOTO_REASON_MAX } from '../identity/photos.limits.ts'
import { command } from '../kit/operation.ts'
import { closed, Id, line } from '../kit/scalars.ts'

export const takePhoto = command('members.takePhoto', {
  summary:
    'Takes away the photo of a member, for a reason that he reads; it is gone everywhere. The journal holds who did it, never the photo.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id, profileId: Id, reason: line(PHOTO_REASON_MAX, 1) }),
  output: closed({}),
  errors: ['community.unknown', 'community.notAllowed', 'member.unknown', 'photo.unknown', 'photo.reasonMissing'],
})

export const memberPhotoOperations = { 'members.takePhoto': takePhoto } as const
