import assert from 'node:assert/strict'
import { rareWord } from '#testkit/canary.ts'
import { apply } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, signIn } from '#testkit/people.ts'
import { applySheet, importSheet } from '#testkit/rosters.ts'
import { upload } from '#testkit/uploads.ts'
import type { Examples, Stage } from './examples.ts'

const SHEET = Buffer.from('ФИО;Класс;Дата рождения\nСеверов Глеб Ильич;5Б;01.02.2012\n')

const read = ({ cast }: Stage) => importSheet(cast.director.client, cast.school.communityId, SHEET, 'Список.csv')

/** Somebody who waits, and whom the list of the school names just so. */
async function plantMatch({ world, cast }: Stage): Promise<void> {
  const { school } = cast
  const { client } = school.administrator
  const [surname, unit] = [rareWord(), rareWord()]
  const { id: unitId } = await client.call('units.create', { id: newId(), communityId: school.communityId, name: unit })
  const sheet = Buffer.from(`ФИО;Класс;Дата рождения\n${surname} Ян;${unit};03.04.2010\n`)
  await applySheet(client, await importSheet(client, school.communityId, sheet, 'Список.csv'), true)
  const person = await signIn(world, newPhone(), { surname, name: 'Ян', birthDate: '2010-04-03' })
  await apply(school, person, { unitId, role: 'pupil' })
}

async function approval(stage: Stage): Promise<string> {
  await plantMatch(stage)
  const id = newId()
  const { school, director } = stage.cast
  const { approval: made } = await director.client.call('matched.approve', { id, communityId: school.communityId })
  assert.ok(made.approved > 0)
  return id
}

/** Valid calls of the operations of lists of people. */
export const rosterExamples = {
  'roster.open': ({ cast }) => ({ by: cast.director.client, input: { communityId: cast.school.communityId } }),
  'roster.import': async ({ cast }) => ({
    by: cast.director.client,
    input: {
      id: newId(),
      communityId: cast.school.communityId,
      fileId: await upload(cast.director.client, SHEET, 'sheet'),
      fileName: 'Список.csv',
    },
  }),
  'roster.get': async (stage) => ({ by: stage.cast.director.client, input: { importId: (await read(stage)).id } }),
  'roster.setColumns': async (stage) => {
    const { id, version } = await read(stage)
    return {
      by: stage.cast.director.client,
      input: { importId: id, version, headRow: 1, list: 'pupils', columns: ['fullName', 'unit', 'skip'] },
    }
  },
  'roster.rows': async (stage) => ({ by: stage.cast.director.client, input: { importId: (await read(stage)).id } }),
  'roster.apply': async (stage) => {
    const { id, version } = await read(stage)
    return { by: stage.cast.director.client, input: { importId: id, version, withDoubts: false } }
  },
  'roster.cancel': async (stage) => ({ by: stage.cast.director.client, input: { importId: (await read(stage)).id } }),
  'roster.undo': async (stage) => {
    const { id } = await applySheet(stage.cast.director.client, await read(stage))
    return { by: stage.cast.director.client, input: { importId: id } }
  },
  'roster.records': ({ cast }) => ({ by: cast.director.client, input: { communityId: cast.school.communityId } }),
  'roster.remove': async (stage) => {
    const { director, school } = stage.cast
    await plantMatch(stage)
    return { by: director.client, input: { communityId: school.communityId, ids: 'all' } }
  },
  'matched.summary': ({ cast }) => ({ by: cast.director.client, input: { communityId: cast.school.communityId } }),
  'matched.approve': async (stage) => {
    const { director, school } = stage.cast
    await plantMatch(stage)
    return { by: director.client, input: { id: newId(), communityId: school.communityId } }
  },
  'matched.undo': async (stage) => ({ by: stage.cast.director.client, input: { id: await approval(stage) } }),
  'matched.log': async (stage) => ({ by: stage.cast.director.client, input: { id: await approval(stage) } }),
} satisfies Partial<Examples>
