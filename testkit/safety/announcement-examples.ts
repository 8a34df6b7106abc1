import { announce, announcementInput, toChat, toUnit } from '#testkit/announcements.ts'
import type { Examples, Stage } from './examples.ts'

/** An announcement of the teacher. */
async function made({ world, cast, chatId }: Stage) {
  const { communityId } = cast.school
  return { communityId, id: await announce(world, cast.teacher, communityId, [toChat(chatId), toUnit(cast.classId)]) }
}

/** Valid calls of what is done with announcements. */
export const announcementExamples = {
  'announcements.places': ({ cast }) => ({
    by: cast.teacher.client,
    input: { communityId: cast.school.communityId },
  }),
  'announcements.make': ({ cast, chatId }) => ({
    by: cast.teacher.client,
    input: announcementInput(cast.school.communityId, [toChat(chatId), toUnit(cast.classId, 'pupils')]),
  }),
  'announcements.list': ({ cast }) => ({ by: cast.teacher.client, input: { communityId: cast.school.communityId } }),
  'announcements.get': async (stage) => ({ by: stage.cast.teacher.client, input: await made(stage) }),
  'announcements.edit': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { ...(await made(stage)), version: 1, text: 'Собрание в пятницу' },
  }),
  'announcements.withdraw': async (stage) => ({ by: stage.cast.director.client, input: await made(stage) }),
} satisfies Partial<Examples>
