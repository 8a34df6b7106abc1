import { newId } from '../src/client.ts'
import { signInOperator } from '../src/people.ts'
import { drawing, makePack } from '../src/stickers.ts'
import type { Examples, Stage } from './examples.ts'

/** An operator who has just signed in: examples before these may let hours go by, after which the console asks anew. */
const operatorNow = ({ world }: Stage) => signInOperator(world)

/** Valid calls of stickers and of what operators do with packs. */
export const stickerExamples = {
  'stickers.packs': ({ cast }) => ({ by: cast.pupil.client, input: {} }),
  'stickerDesk.list': async (stage) => ({ by: await operatorNow(stage), input: {} }),
  'stickerDesk.create': async (stage) => ({ by: await operatorNow(stage), input: { id: newId(), title: 'Весна' } }),
  'stickerDesk.add': async (stage) => {
    const by = await operatorNow(stage)
    const { packId } = await makePack(by)
    return { by, input: { packId, id: newId(), words: 'Лист', picture: drawing() } }
  },
  'stickerDesk.remove': async (stage) => {
    const by = await operatorNow(stage)
    return { by, input: await makePack(by) }
  },
  'stickerDesk.publish': async (stage) => {
    const by = await operatorNow(stage)
    return { by, input: { packId: (await makePack(by)).packId } }
  },
  'stickerDesk.withdraw': async (stage) => {
    const by = await operatorNow(stage)
    const { packId } = await makePack(by)
    await by.call('stickerDesk.publish', { packId })
    return { by, input: { packId } }
  },
} satisfies Partial<Examples>
