import type { Message } from '#contract/messenger/chats.ts'
import type { Cast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import type { Person } from '#testkit/people.ts'
import type { Examples } from './examples.ts'

function aloneWith(cast: Cast, { profileId }: Person) {
  return cast.teacher.client.call('chats.openDirect', { id: newId(), profileId })
}

async function sendAnother(cast: Cast, chatId: string): Promise<Message> {
  const { message } = await cast.teacher.client.call('messages.send', { chatId, key: newId(), text: 'Ещё одно' })
  return message
}

/** Valid calls of what is done with chats and their messages. */
export const messageExamples = {
  'chats.list': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  'chats.get': ({ cast, chatId }) => ({ by: cast.teacher.client, input: { chatId } }),
  'chats.shared': ({ cast }) => ({ by: cast.teacher.client, input: { profileId: cast.pupil.profileId } }),
  'chats.create': ({ cast }) => ({
    by: cast.teacher.client,
    input: {
      id: newId(),
      communityId: cast.school.communityId,
      title: 'Кружок',
      memberIds: [cast.pupil.profileId, cast.secondPupil.profileId],
    },
  }),
  'chats.openDirect': ({ cast }) => ({
    by: cast.teacher.client,
    input: { id: newId(), profileId: cast.secondTeacher.profileId },
  }),
  'chats.members': ({ cast, chatId }) => ({ by: cast.teacher.client, input: { chatId } }),
  'chats.addMembers': ({ cast, chatId }) => ({
    by: cast.teacher.client,
    input: { chatId, profileIds: [cast.secondTeacher.profileId] },
  }),
  'chats.removeMember': ({ cast, chatId }) => ({
    by: cast.teacher.client,
    input: { chatId, profileId: cast.secondPupil.profileId },
  }),
  'messages.forward': async ({ cast, chatId }) => {
    const { id } = (await aloneWith(cast, cast.secondTeacher)).chat
    const { seq } = await sendAnother(cast, id)
    const input = { chatId, fromChatId: id, messages: [{ key: newId(), seq }] }
    return { by: cast.teacher.client, input: { ...input, comment: { key: newId(), text: 'Прочтите' } } }
  },
  'messages.send': ({ cast, chatId }) => ({
    by: cast.teacher.client,
    input: { chatId, key: newId(), text: 'Домашнее задание' },
  }),
  'messages.edit': async ({ cast, chatId }) => {
    const { seq, version } = await sendAnother(cast, chatId)
    return { by: cast.teacher.client, input: { chatId, seq, version, text: 'Здравствуйте все' } }
  },
  'messages.erase': async ({ cast, chatId }) => {
    const { seq } = await sendAnother(cast, chatId)
    return { by: cast.teacher.client, input: { chatId, seqs: [seq] } }
  },
  'reactions.set': ({ cast, chatId, messageSeq }) => ({
    by: cast.pupil.client,
    input: { chatId, seq: messageSeq, reaction: '👍' },
  }),
  'reactions.list': ({ cast, chatId, messageSeq }) => ({
    by: cast.pupil.client,
    input: { chatId, seq: messageSeq },
  }),
  'messages.page': ({ cast, chatId }) => ({ by: cast.pupil.client, input: { chatId } }),
  'messages.get': ({ cast, chatId, messageSeq }) => ({
    by: cast.pupil.client,
    input: { chatId, seqs: [messageSeq] },
  }),
  'reads.mark': ({ cast, chatId, messageSeq }) => ({ by: cast.pupil.client, input: { chatId, seq: messageSeq } }),
  'typing.start': ({ cast, chatId }) => ({ by: cast.teacher.client, input: { chatId } }),
} satisfies Partial<Examples>
