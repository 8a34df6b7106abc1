import { agree } from '#testkit/oidc-client.ts'
import { createSchoolSystem, personRow, registerSystem, systemClient } from '#testkit/school-systems.ts'
import type { Examples, Stage } from './examples.ts'

/** A system that the school has admitted, anew each time: the one before is not any more. */
async function admitted({ world, cast }: Stage) {
  const { communityId } = cast.school
  const system = await registerSystem(cast.operator, 'Электронная школа')
  await cast.director.client.call('integrations.set', { communityId, systemId: system.id })
  return { by: await systemClient(world, system), communityId, system }
}

/** Valid calls of systems that tell facts, and of administrators who decide about them. */
export const connectorExamples = {
  'connector.facts.put': async (stage) => {
    const { by, communityId } = await admitted(stage)
    return { by, input: { communityId, facts: [personRow('p-1', 'Лосев', ['pupil'])] } }
  },
  'connector.organisations.list': async (stage) => ({ by: (await admitted(stage)).by, input: {} }),
  'connector.state.get': async (stage) => {
    const { by, communityId } = await admitted(stage)
    return { by, input: { communityId } }
  },
  'connector.chats.list': async (stage) => {
    const { by, communityId } = await admitted(stage)
    return { by, input: { communityId } }
  },
  'connector.links.make': async ({ world, cast }) => {
    const { communityId } = cast.school
    const parts = { operator: cast.operator, administrator: cast.director.client, communityId }
    await using system = await createSchoolSystem(world, parts)
    const { about, client } = cast.otherPupil
    const person = { ...personRow('o-1', about.surname, ['pupil']) }
    await system.client.call('connector.facts.put', {
      communityId,
      facts: [{ ...person, data: { ...person.data, name: about.name } }],
    })
    const asked = await system.outside.ask('openid link')
    const { access_token: personToken } = await system.outside.take(asked, await agree(client, asked))
    return { by: system.client, input: { communityId, personId: 'o-1', personToken } }
  },
  'connector.links.undo': async (stage) => {
    const { by, communityId } = await admitted(stage)
    return { by, input: { communityId, personId: 'nobody' } }
  },
  'connector.links.list': async (stage) => {
    const { by, communityId } = await admitted(stage)
    return { by, input: { communityId } }
  },
  'connector.absences.list': async (stage) => {
    const { by, communityId } = await admitted(stage)
    return { by, input: { communityId, day: '2026-12-01' } }
  },
  'integrations.get': ({ cast }) => ({
    by: cast.director.client,
    input: { communityId: cast.school.communityId },
  }),
  'integrations.set': async ({ cast }) => {
    const { id } = await registerSystem(cast.operator, 'Другая школа')
    return { by: cast.director.client, input: { communityId: cast.school.communityId, systemId: id } }
  },
  'integrations.letRemovals': async (stage) => {
    const { communityId } = await admitted(stage)
    // Whatever is done of itself is done before.
    await stage.world.app.connector.rounds.run()
    await stage.world.database.query(
      `update connector.organisation set waiting_people = 30, waiting_among = 100, waiting_since = now(),
       waiting_digest = '\\x00' where community_id = $1`,
      [communityId],
    )
    const { client } = stage.cast.director
    const { waiting } = await client.call('integrations.get', { communityId })
    return { by: client, input: { communityId, version: waiting!.version } }
  },
} satisfies Partial<Examples>
