import { newId } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import type { Examples, Stage } from './examples.ts'
import { pollExamples } from './poll-examples.ts'

/** A message of the teacher that he has pinned. */
async function pinned({ cast, chatId }: Stage, text: string): Promise<number> {
  const { message } = await cast.teacher.client.call('messages.send', { chatId, key: newId(), text })
  await cast.teacher.client.call('pins.add', { chatId, seq: message.seq })
  return message.seq
}

/** A message that is sent tomorrow. */
const putOff = (chatId: string) => ({
  chatId,
  id: newId(),
  text: 'Завтра в восемь',
  sendAt: new Date(Date.now() + 86_400_000).toISOString(),
})

/** Valid calls of what leads a chat, and of what is done with polls and with pinned, marked and attached things. */
export const pinExamples = {
  ...pollExamples,
  'chats.setRole': ({ cast, chatId }) => ({
    by: cast.teacher.client,
    input: { chatId, profileId: cast.pupil.profileId, role: 'administrator' },
  }),
  'chats.leave': ({ cast, chatId }) => ({ by: cast.parent.client, input: { chatId } }),
  'chats.rename': ({ cast, chatId }) => ({ by: cast.teacher.client, input: { chatId, title: '5«Б» и математика' } }),
  'chats.setPermission': ({ cast, chatId }) => ({
    by: cast.teacher.client,
    input: { chatId, permission: 'forward', scope: 'administrators' },
  }),
  'chats.vanishing': ({ cast, chatId }) => ({ by: cast.pupil.client, input: { chatId } }),
  'chats.quiet': ({ cast, chatId }) => ({ by: cast.pupil.client, input: { chatId } }),
  'chats.about': ({ cast, chatId }) => ({ by: cast.pupil.client, input: { chatId } }),
  'chats.describe': ({ cast, chatId }) => ({ by: cast.teacher.client, input: { chatId, description: 'Об уроках' } }),
  'chats.mute': ({ cast, chatId }) => ({ by: cast.pupil.client, input: { chatId, muted: true } }),
  'chats.hide': ({ cast, chatId }) => ({ by: cast.pupil.client, input: { chatId, hidden: true } }),
  // Of chats of their own: everything else is tried in that of the stage.
  'chats.delete': async ({ cast }) => ({ by: cast.teacher.client, input: { chatId: await startChat(cast) } }),
  'chats.deleted': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  'chats.restore': async ({ cast }) => {
    const chatId = await startChat(cast)
    await cast.teacher.client.call('chats.delete', { chatId })
    return { by: cast.teacher.client, input: { chatId } }
  },
  'chats.setSlowMode': ({ cast, chatId }) => ({ by: cast.teacher.client, input: { chatId, slowModeMs: 30_000 } }),
  'favourites.open': ({ cast }) => ({ by: cast.pupil.client, input: { id: newId() } }),
  'drafts.set': ({ cast, chatId }) => ({
    by: cast.pupil.client,
    input: { chatId, base: 0, draft: { text: 'Не допис', mentions: [], replyToSeq: null } },
  }),
  'scheduled.add': ({ cast, chatId }) => ({ by: cast.teacher.client, input: putOff(chatId) }),
  'scheduled.change': async ({ cast, chatId }) => {
    const { id, ...input } = putOff(chatId)
    await cast.teacher.client.call('scheduled.add', { ...input, id })
    return { by: cast.teacher.client, input: { ...input, id, version: 1, text: 'Завтра в девять' } }
  },
  'scheduled.send': async ({ cast, chatId }) => {
    const input = putOff(chatId)
    await cast.teacher.client.call('scheduled.add', input)
    return { by: cast.teacher.client, input: { chatId, id: input.id } }
  },
  'scheduled.remove': ({ cast, chatId }) => ({ by: cast.teacher.client, input: { chatId, id: newId() } }),
  'scheduled.list': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  'drafts.get': ({ cast, chatId }) => ({ by: cast.pupil.client, input: { chatIds: [chatId] } }),
  'folders.set': ({ cast, chatId }) => ({
    by: cast.pupil.client,
    input: { version: 0, list: [{ id: newId(), name: 'Учёба', rule: null, chatIds: [chatId] }] },
  }),
  'marks.set': ({ cast, chatId, messageSeq }) => ({
    by: cast.pupil.client,
    input: { chatId, seqs: [messageSeq], mark: 'important', set: true },
  }),
  'attachments.list': ({ cast, chatId }) => ({ by: cast.pupil.client, input: { chatId, what: 'file' } }),
  'reads.list': ({ cast, chatId, messageSeq }) => ({ by: cast.teacher.client, input: { chatId, seq: messageSeq } }),
  'marks.important': ({ cast }) => ({ by: cast.pupil.client, input: {} }),
  'pins.add': ({ cast, chatId, messageSeq }) => ({ by: cast.teacher.client, input: { chatId, seq: messageSeq } }),
  'previews.remove': ({ cast, chatId, messageSeq }) => ({
    by: cast.teacher.client,
    input: { chatId, seq: messageSeq },
  }),
  'pins.remove': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { chatId: stage.chatId, seq: await pinned(stage, 'Звонки') },
  }),
  'pins.arrange': async (stage) => {
    const { cast, chatId } = stage
    await pinned(stage, 'Звонки')
    await pinned(stage, 'Кабинеты')
    const { chat } = await cast.teacher.client.call('chats.get', { chatId })
    return { by: cast.teacher.client, input: { chatId, seqs: [...chat.pins].reverse() } }
  },
} satisfies Partial<Examples>
