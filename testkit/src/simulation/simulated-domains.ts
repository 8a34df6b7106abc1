import { cards } from '#contract/identity/profiles.ts'
import { type OperationId, operations } from '#contract/operations.ts'
import type { LeftDoors } from '#server/messenger/doors.ts'
import type { Messenger } from '#server/messenger/index.ts'
import { type Binding, bind } from '#server/platform/dispatch/bind.ts'
import type { Erasures } from '#server/platform/erasures/erasures.ts'
import type { Jobs } from '#server/platform/jobs/jobs.ts'

/** Everything that the messenger and the cards of people answer; other domains are not part of the simulation. */
export function bindingsOf(messenger: Messenger, doors: LeftDoors): Binding[] {
  const own = [
    ...messenger.bindings,
    bind(cards.id, async ({ db, input }) => ({ cards: await doors.cards(db, input.ids) })),
  ]
  const bound = new Set(own.map((binding) => binding.id))
  const others = (Object.keys(operations) as OperationId[]).filter((id) => !bound.has(id))
  return [...own, ...others.map((id) => ({ id, own: true, handler: async () => complainAbout(id) }))]
}

/** Something that the simulated domains do not touch. */
export function missing<T>(what: string): T {
  return new Proxy({}, { get: () => complainAbout(what) }) as T
}

function complainAbout(what: string): never {
  throw new Error(`The simulation has no ${what}`)
}

/** Jobs only take away what nobody sees any more. */
export const noJobs: Jobs = { declare: () => undefined, enqueue: () => complainAbout('jobs') }

/** The ledger is for restored backups, of which there are none. */
export const noErasures: Erasures = { declare: () => undefined, record: async () => undefined }
