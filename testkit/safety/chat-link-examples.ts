import { newId } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import type { Examples, Stage } from './examples.ts'

/** The token of a link of the teacher into a chat in which the second teacher is not. */
async function link({ cast, chatId }: Pick<Stage, 'cast' | 'chatId'>, approval: boolean): Promise<string> {
  const wanted = { chatId, days: 7, usesMax: null, approval } as const
  return (await cast.teacher.client.call('chatLinks.make', wanted)).link.token
}

/** Valid calls of what brings people into chats by a link. */
export const chatLinkExamples = {
  'chatLinks.get': ({ cast, chatId }) => ({ by: cast.teacher.client, input: { chatId } }),
  'chatLinks.make': ({ cast, chatId }) => ({
    by: cast.teacher.client,
    input: { chatId, days: 7, usesMax: 10, approval: false },
  }),
  'chatLinks.revoke': ({ cast, chatId }) => ({ by: cast.teacher.client, input: { chatId } }),
  'chatLinks.look': async ({ cast }) => ({
    by: cast.secondTeacher.client,
    input: { token: await link({ cast, chatId: await startChat(cast) }, false) },
  }),
  'chatLinks.join': async ({ cast }) => ({
    by: cast.secondTeacher.client,
    input: { token: await link({ cast, chatId: await startChat(cast) }, true) },
  }),
  'chatLinks.send': async (stage) => {
    await link(stage, false)
    return { by: stage.cast.teacher.client, input: { id: newId(), chatId: stage.chatId, phone: '+79005550199' } }
  },
  'joinRequests.list': ({ cast, chatId }) => ({ by: cast.teacher.client, input: { chatId } }),
  'joinRequests.decide': async ({ cast }) => {
    const chatId = await startChat(cast)
    const token = await link({ cast, chatId }, true)
    await cast.secondTeacher.client.call('chatLinks.join', { token })
    return {
      by: cast.teacher.client,
      input: { chatId, profileId: cast.secondTeacher.profileId, letIn: false },
    }
  },
} satisfies Partial<Examples>
