import type { Person } from './people.ts'

/** Makes an organisation one in which it is never quiet, so that a test sees at night what it sees by day (P-04). */
export async function letNobodyRest(administrator: Person, communityId: string): Promise<void> {
  const { version } = await administrator.client.call('quietRules.get', { communityId })
  const always = { from: '00:00', to: '24:00' }
  await administrator.client.call('quietRules.set', {
    communityId,
    version,
    staffHours: always,
    familyHours: always,
    restDays: [],
    holidays: [],
    lessons: [],
  })
}
