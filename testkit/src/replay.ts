import assert from 'node:assert/strict'
import type { EventFrame } from '#contract/kit/socket.ts'
import { applyEvent } from '#web/kit/sync/apply-event.ts'
import { applySnapshot } from '#web/kit/sync/apply-snapshot.ts'
import { comparableState } from '#web/kit/sync/selectors.ts'
import { emptyState, type SyncState } from '#web/kit/sync/state.ts'
import type { Person } from './people.ts'
import type { World } from './world.ts'

/** Event names that replays of this process have carried. */
export const replayed = new Set<string>()

async function readState(world: World, viewer: Person): Promise<SyncState> {
  const socket = await world.socket(viewer.client)
  const snapshot = await socket.hello()
  await socket[Symbol.asyncDispose]()
  return applySnapshot(emptyState(viewer.profileId), snapshot)
}

/**
 * State, action, captured events through the web's real appliers, state again: equal. Otherwise a client that stays
 * connected shows something else than one that comes anew.
 *
 * @returns the events that the viewer heard
 */
export async function assertEventsReproduceState(
  world: World,
  viewer: Person,
  action: () => Promise<unknown>,
): Promise<EventFrame[]> {
  const socket = await world.socket(viewer.client)
  let state = applySnapshot(emptyState(viewer.profileId), await socket.hello())
  await action()
  await socket.settle()
  const heard = socket.events()
  await socket[Symbol.asyncDispose]()
  for (const frame of heard) {
    const applied = applyEvent(state, frame, 0)
    assert.equal(applied.gap, false, `a number is missing before ${frame.e} ${frame.s}`)
    state = applied.state
    replayed.add(frame.e)
  }
  assert.deepEqual(
    comparableState(state),
    comparableState(await readState(world, viewer)),
    'the events tell another state',
  )
  return heard
}
