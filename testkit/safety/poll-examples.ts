import { newId } from '#testkit/client.ts'
import { ask, pollInput } from '#testkit/polls.ts'
import type { Examples, Stage } from './examples.ts'

/** A poll of the teacher. */
async function asked({ cast, chatId }: Stage) {
  const { seq } = await ask(cast.teacher, chatId)
  return { chatId, seq }
}

/** Valid calls of what is done with polls. */
export const pollExamples = {
  'polls.create': ({ cast, chatId }) => ({ by: cast.teacher.client, input: pollInput(chatId) }),
  'polls.vote': async (stage) => ({
    by: stage.cast.pupil.client,
    input: { ...(await asked(stage)), key: newId(), choice: [1] },
  }),
  'polls.own': async (stage) => ({ by: stage.cast.pupil.client, input: await asked(stage) }),
  'polls.voters': async (stage) => ({ by: stage.cast.pupil.client, input: await asked(stage) }),
  'polls.end': async (stage) => ({ by: stage.cast.teacher.client, input: await asked(stage) }),
} satisfies Partial<Examples>
