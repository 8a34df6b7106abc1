import { command } from '../kit/operation.ts'
import { closed, Id, Seq } from '../kit/scalars.ts'

export const removePreview = command('previews.remove', {
  summary:
    'Takes the card of a link away from an own message, or from a post by whoever writes in its channel; it does not come back.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id, seq: Seq }),
  output: closed({}),
  errors: ['chat.unknown', 'message.unknown', 'message.notOwn', 'community.notAllowed'],
})

export const previewOperations = { 'previews.remove': removePreview } as const
