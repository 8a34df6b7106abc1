import { foundOrganisation } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import type { Examples, Stage } from './examples.ts'

/** An organisation of its own, so that those of the cast work on. */
async function newOrganisation({ world, cast }: Stage): Promise<string> {
  const administrator = { surname: 'Отдыхова', name: 'Зоя', patronymic: 'Львовна' }
  const what = { type: 'school', name: 'Школа отдыха', administrator } as const
  return (await foundOrganisation(world, cast.operator, what)).communityId
}

const works = ({ world }: Stage) => ({
  id: newId(),
  ru: 'Ночью работы на сервере',
  en: '',
  until: new Date(world.app.platform.clock.now() + 3_600_000).toISOString(),
})

/** Valid calls of what the operator does to organisations and announces. */
export const servingExamples = {
  'organisations.list': ({ cast }) => ({ by: cast.operator, input: {} }),
  'organisations.suspend': async (stage) => ({
    by: stage.cast.operator,
    input: { communityId: await newOrganisation(stage), reason: 'Договор закончился' },
  }),
  'organisations.resume': async (stage) => {
    const communityId = await newOrganisation(stage)
    await stage.cast.operator.call('organisations.suspend', { communityId, reason: 'Договор закончился' })
    return { by: stage.cast.operator, input: { communityId } }
  },
  'organisations.setQuotas': async (stage) => ({
    by: stage.cast.operator,
    input: {
      communityId: await newOrganisation(stage),
      storageMegabytes: 1_024,
      smsPerMonth: null,
      reason: 'Просит школа',
    },
  }),
  'banner.get': ({ cast }) => ({ by: cast.pupil.client, input: {} }),
  'banner.set': (stage) => ({ by: stage.cast.operator, input: works(stage) }),
  'banner.end': async (stage) => {
    await stage.cast.operator.call('banner.set', works(stage))
    return { by: stage.cast.operator, input: {} }
  },
} satisfies Partial<Examples>
