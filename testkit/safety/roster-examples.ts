import { newId } from '#testkit/client.ts'
import { applySheet, importSheet } from '#testkit/rosters.ts'
import { upload } from '#testkit/uploads.ts'
import type { Examples, Stage } from './examples.ts'

const SHEET = Buffer.from('ФИО;Класс;Дата рождения\nСеверов Глеб Ильич;5Б;01.02.2012\n')

const read = ({ cast }: Stage) => importSheet(cast.director.client, cast.school.communityId, SHEET, 'Список.csv')

async function approval({ cast }: Stage): Promise<string> {
  const id = newId()
  await cast.director.client.call('matched.approve', { id, communityId: cast.school.communityId })
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
  'roster.remove': ({ cast }) => ({
    by: cast.director.client,
    input: { communityId: cast.school.communityId, ids: 'all' },
  }),
  'matched.summary': ({ cast }) => ({ by: cast.director.client, input: { communityId: cast.school.communityId } }),
  'matched.approve': ({ cast }) => ({
    by: cast.director.client,
    input: { id: newId(), communityId: cast.school.communityId },
  }),
  'matched.undo': async (stage) => ({ by: stage.cast.director.client, input: { id: await approval(stage) } }),
  'matched.log': async (stage) => ({ by: stage.cast.director.client, input: { id: await approval(stage) } }),
} satisfies Partial<Examples>
