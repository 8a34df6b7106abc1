import type { Hall } from '#contract/calls/halls.ts'

/** The halls after somebody was put into one of them, or into none. */
export function putInto(halls: readonly Hall[], profileId: string, hallId: string | null): Hall[] {
  return halls.map((hall) => {
    const others = hall.profileIds.filter((id) => id !== profileId)
    return { ...hall, profileIds: hall.id === hallId ? [...others, profileId] : others }
  })
}

/** Who of these people is in no hall. */
export function unseated(halls: readonly Hall[], profileIds: readonly string[]): string[] {
  const seated = new Set(halls.flatMap((hall) => hall.profileIds))
  return profileIds.filter((id) => !seated.has(id))
}
