import type { Examples, Stage } from './examples.ts'

/** «Общешкольный» of the school. */
async function channelOf({ cast }: Stage): Promise<string> {
  const { channels } = await cast.director.client.call('channels.list', { communityId: cast.school.communityId })
  return channels.find(({ chat }) => chat.channelClass === 'everyone')!.chat.id
}

async function posted(stage: Stage) {
  const chatId = await channelOf(stage)
  const { seq } = await stage.cast.director.client.call('channels.post', { chatId, text: 'Линейка в девять' })
  return { chatId, seq }
}

/** Valid calls of the operations of channels. */
export const channelExamples = {
  'channels.list': ({ cast }) => ({ by: cast.director.client, input: { communityId: cast.school.communityId } }),
  'channels.posts': async (stage) => ({ by: stage.cast.director.client, input: { chatId: await channelOf(stage) } }),
  'channels.reach': async (stage) => ({ by: stage.cast.director.client, input: await posted(stage) }),
  'channels.post': async (stage) => ({
    by: stage.cast.director.client,
    input: { chatId: await channelOf(stage), text: 'Завтра выходной' },
  }),
  'channels.edit': async (stage) => ({
    by: stage.cast.director.client,
    input: { ...(await posted(stage)), version: 1, text: 'Линейка в десять' },
  }),
  'channels.chooseReactions': async (stage) => ({
    by: stage.cast.director.client,
    input: { chatId: await channelOf(stage), reactions: ['👍', '🙏'] },
  }),
  'channels.erase': async (stage) => {
    const { chatId, seq } = await posted(stage)
    return { by: stage.cast.director.client, input: { chatId, seqs: [seq] } }
  },
} satisfies Partial<Examples>
