import type { Examples, Stage } from './examples.ts'

/** Something on the page of the school. */
async function published({ cast }: Stage) {
  const { communityId } = cast.school
  const words = { title: 'День открытых дверей', text: 'Ждём всех в субботу.' }
  const { seq } = await cast.director.client.call('publications.publish', { communityId, kind: 'article', ...words })
  return { communityId, seq }
}

/** Valid calls of the operations of the page of an organisation. */
export const publicationExamples = {
  'pageEditors.list': ({ cast }) => ({ by: cast.director.client, input: { communityId: cast.school.communityId } }),
  'pageEditors.set': ({ cast }) => ({
    by: cast.director.client,
    input: { communityId: cast.school.communityId, profileId: cast.secondTeacher.profileId, editor: true },
  }),
  'publications.list': ({ cast }) => ({ by: cast.pupil.client, input: { communityId: cast.school.communityId } }),
  'publications.publish': ({ cast }) => ({
    by: cast.director.client,
    input: {
      communityId: cast.school.communityId,
      kind: 'script',
      title: 'Последний звонок',
      text: 'Ведущий выходит на сцену.',
      mirror: true,
    },
  }),
  'publications.edit': async (stage) => ({
    by: stage.cast.director.client,
    input: { ...(await published(stage)), version: 1, title: 'День открытых дверей', text: 'Ждём всех в воскресенье.' },
  }),
  'publications.erase': async (stage) => ({ by: stage.cast.director.client, input: await published(stage) }),
  'publications.mirror': async (stage) => ({ by: stage.cast.director.client, input: await published(stage) }),
} satisfies Partial<Examples>
