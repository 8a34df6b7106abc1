import type { PlannedSocket } from './generator.ts'
import { type Membership, sessionToken } from './seed.ts'

/**
 * People in class-sized chats: every layer divides all of them into groups of `size`, each layer in another way, so that
 * everybody is in as many chats as there are layers. Chats are numbered layer by layer.
 */
export interface Circles {
  people: number
  layers: number
  size: number
}

/** Steps that share no factor with a round number of people. */
const STEPS = [1, 3, 7, 9, 11, 13, 17, 19, 21, 23, 27, 29, 31, 33, 37, 39, 41, 43, 47, 49]

export const chatsOf = ({ people, layers, size }: Circles): number => layers * Math.ceil(people / size)

/** Chats of one person, in the order of layers. */
export function chatsOfPerson(circles: Circles, person: number): number[] {
  const { people, layers, size } = circles
  const groups = Math.ceil(people / size)
  return Array.from({ length: layers }, (_, layer) => {
    const place = (person * STEPS[layer % STEPS.length]!) % people
    return layer * groups + Math.floor(place / size)
  })
}

export function circleMemberships(circles: Circles, from = { chat: 0, person: 0 }): Membership[] {
  return Array.from({ length: circles.people }, (_, person) =>
    chatsOfPerson(circles, person).map((chat) => [from.chat + chat, from.person + person] as const),
  ).flat()
}

/** A socket for everybody, which holds nothing yet; `from` are the numbers of the first chat and the first person. */
export function circleSockets(circles: Circles, from = { chat: 0, person: 0 }): PlannedSocket[] {
  return Array.from({ length: circles.people }, (_, person) => ({
    token: sessionToken(from.person + person),
    chats: chatsOfPerson(circles, person).map((chat) => ({ chat: from.chat + chat, held: null })),
  }))
}
