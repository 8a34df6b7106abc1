import { ASKS, announce, announcedTo, announcementInput, toChat, toUnit, zoneOfNoon } from '#testkit/announcements.ts'
import { moveToZone } from '#testkit/young.ts'
import type { Examples, Stage } from './examples.ts'

/** An announcement of the teacher. */
async function made({ world, cast, chatId }: Stage, more: Parameters<typeof announce>[4] = {}) {
  const { communityId } = cast.school
  const places = [toChat(chatId), toUnit(cast.classId)]
  return { communityId, id: await announce(world, cast.teacher, communityId, places, more) }
}

/** Where the parent is asked to confirm something. */
async function asked(stage: Stage) {
  const { id } = await made(stage, ASKS)
  const { chatId, seq } = (await announcedTo(stage.cast.parent, id))[0]!.message
  return { chatId, seq }
}

/** Valid calls of what is done with announcements. */
export const announcementExamples = {
  'feed.page': ({ cast }) => ({ by: cast.parent.client, input: {} }),
  'feed.waiting': ({ cast }) => ({ by: cast.parent.client, input: {} }),
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
  'announcements.own': async (stage) => ({ by: stage.cast.parent.client, input: await asked(stage) }),
  'announcements.answer': async (stage) => ({
    by: stage.cast.parent.client,
    input: { ...(await asked(stage)), childIds: [stage.cast.pupil.profileId], answer: 'seen' },
  }),
  'announcements.families': async (stage) => ({ by: stage.cast.teacher.client, input: await made(stage, ASKS) }),
  'announcements.remind': async (stage) => {
    const input = await made(stage, ASKS)
    await moveToZone(stage.world, stage.cast.school.communityId, zoneOfNoon(stage.world))
    return { by: stage.cast.teacher.client, input }
  },
  'announcements.withdraw': async (stage) => ({ by: stage.cast.director.client, input: await made(stage) }),
} satisfies Partial<Examples>
