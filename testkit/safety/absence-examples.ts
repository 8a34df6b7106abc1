import { newId } from '#testkit/client.ts'
import type { Examples, Stage } from './examples.ts'

const DAY_MS = 86_400_000
let days = 0

/** A day of which nothing is told yet. */
function away({ world }: Stage) {
  days = (days + 1) % 80
  const day = new Date(world.clock.now() + days * DAY_MS).toISOString().slice(0, 10)
  return { from: day, to: day, reason: 'illness', note: 'Температура' } as const
}

const placeOf = ({ cast }: Stage) => ({ unitId: cast.classId, childProfileId: cast.pupil.profileId })

async function told(stage: Stage): Promise<string> {
  const id = newId()
  await stage.cast.parent.client.call('absences.tell', { id, ...placeOf(stage), ...away(stage) })
  return id
}

/** Valid calls of what parents tell of absences, and of what the leaders of classes read. */
export const absenceExamples = {
  'absences.own': ({ cast }) => ({ by: cast.parent.client, input: {} }),
  'absences.tell': (stage) => ({
    by: stage.cast.parent.client,
    input: { id: newId(), ...placeOf(stage), ...away(stage) },
  }),
  'absences.change': async (stage) => ({
    by: stage.cast.parent.client,
    input: { id: await told(stage), ...placeOf(stage), version: 1, ...away(stage) },
  }),
  'absences.withdraw': async (stage) => ({
    by: stage.cast.parent.client,
    input: { id: await told(stage), ...placeOf(stage) },
  }),
  'absences.list': ({ cast }) => ({
    by: cast.teacher.client,
    input: { communityId: cast.school.communityId, day: '2026-03-17' },
  }),
  'absences.accept': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { communityId: stage.cast.school.communityId, absences: [{ id: await told(stage), version: 1 }] },
  }),
} satisfies Partial<Examples>
