import { newId } from '#testkit/client.ts'
import { carryOut, leaveAll, makeDue, plan, settledRollover } from '#testkit/rollovers.ts'
import type { Examples, Stage } from './examples.ts'

async function planned({ world, cast }: Stage) {
  const { rollovers } = await cast.director.client.call('rollover.open', { communityId: cast.school.communityId })
  // What an example has begun is over before the next one.
  for (const { id } of rollovers) await settledRollover(cast.director.client, id)
  await makeDue(world, cast.school.communityId)
  return plan(cast.director.client, cast.school.communityId)
}

const decided = async (stage: Stage) => leaveAll(stage.cast.director.client, await planned(stage))

/** Valid calls of the operations that take units into the next school year; nothing is called otherwise by them. */
export const rolloverExamples = {
  'rollover.open': ({ cast }) => ({ by: cast.director.client, input: { communityId: cast.school.communityId } }),
  'rollover.get': async (stage) => ({
    by: stage.cast.director.client,
    input: { rolloverId: (await planned(stage)).rollover.id },
  }),
  'rollover.plan': async (stage) => {
    await planned(stage)
    return { by: stage.cast.director.client, input: { id: newId(), communityId: stage.cast.school.communityId } }
  },
  'rollover.choose': async (stage) => {
    const { rollover, lines } = await planned(stage)
    const input = { rolloverId: rollover.id, version: rollover.version }
    return {
      by: stage.cast.director.client,
      input: { ...input, choices: [{ unitId: lines[0]!.unitId, choice: 'leave' as const }] },
    }
  },
  'rollover.apply': async (stage) => {
    const { rollover } = await decided(stage)
    return { by: stage.cast.director.client, input: { rolloverId: rollover.id, version: rollover.version } }
  },
  'rollover.cancel': async (stage) => ({
    by: stage.cast.director.client,
    input: { rolloverId: (await planned(stage)).rollover.id },
  }),
  'rollover.undo': async (stage) => {
    const { rollover } = await carryOut(stage.cast.director.client, await decided(stage))
    return { by: stage.cast.director.client, input: { rolloverId: rollover.id } }
  },
} satisfies Partial<Examples>
