import { newId } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import type { Examples, Stage } from './examples.ts'

/** A call of the teacher with two halls, in a chat of its own, and the pupil in it. */
async function arranged({ cast }: Stage, free = false) {
  const chatId = await startChat(cast)
  const { teacher, pupil } = cast
  const { call } = await teacher.client.call('calls.start', { chatId, id: newId() })
  const place = { chatId, callId: call.id }
  await pupil.client.call('calls.join', { ...place, sessionId: newId() })
  const halls = ['Первый', 'Второй'].map((name) => ({ id: newId(), name, profileIds: [] as string[] }))
  const made = await teacher.client.call('calls.arrangeHalls', { ...place, version: 0, free, halls })
  return { place, halls, version: made.halls.version }
}

async function opened(stage: Stage, free = false) {
  const { place, halls, version } = await arranged(stage, free)
  await stage.cast.teacher.client.call('calls.openHalls', { ...place, version, minutes: null })
  return { place, halls }
}

const led = async (stage: Stage) => {
  const { place, version } = await arranged(stage)
  return { by: stage.cast.teacher.client, input: { ...place, version } }
}

/** Valid calls of what is done with session halls. */
export const hallExamples = {
  'calls.halls': async (stage) => ({ by: stage.cast.pupil.client, input: (await arranged(stage)).place }),
  'calls.arrangeHalls': async (stage) => {
    const { place, halls, version } = await arranged(stage)
    const [first] = halls
    const filled = [{ ...first!, profileIds: [stage.cast.pupil.profileId] }]
    return { by: stage.cast.teacher.client, input: { ...place, version, free: false, halls: filled } }
  },
  'calls.shareOut': led,
  'calls.earlierHalls': async (stage) => ({ by: stage.cast.teacher.client, input: (await arranged(stage)).place }),
  'calls.reuseHalls': async (stage) => {
    const { by, input } = await led(stage)
    return { by, input: { ...input, fromCallId: input.callId } }
  },
  'calls.openHalls': async (stage) => {
    const { by, input } = await led(stage)
    return { by, input: { ...input, minutes: 10 } }
  },
  'calls.closeHalls': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { ...(await opened(stage)).place, seconds: 30 },
  }),
  'calls.goToHall': async (stage) => {
    const { place, halls } = await opened(stage, true)
    return { by: stage.cast.pupil.client, input: { ...place, hallId: halls[0]!.id } }
  },
  'calls.tell': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { ...(await arranged(stage)).place, text: 'Осталось пять минут' },
  }),
} satisfies Partial<Examples>
