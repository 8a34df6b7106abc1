import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { ChildReads } from '../audit/child-reads.ts'
import type { Doubles } from './doubles.service.ts'

/** Binds what administrators do about doubles. */
export function doubleBindings(doubles: Doubles, childReads: ChildReads): Binding[] {
  return [
    bind('doubles.list', async ({ db, viewer: { profileId }, input: { communityId }, fail }) => {
      const answer = await doubles.list(db, profileId, communityId, fail)
      const people = answer.pairs.filter(({ kind }) => kind === 'people')
      const about = people.flatMap(({ one, other }) => [one.id, other.id])
      await childReads.note(db, { by: { profileId }, communityId, query: 'doubles.list', about })
      return answer
    }),
    bind('doubles.preview', ({ db, viewer, input, fail }) => doubles.preview(db, viewer.profileId, input, fail)),
    bind('doubles.merge', ({ tx, viewer, input, fail }) => doubles.merge(tx, viewer.profileId, input, fail)),
    bind('doubles.undo', ({ tx, viewer, input, fail }) => doubles.undo(tx, viewer.profileId, input, fail)),
    bind('doubles.setDifferent', ({ tx, viewer, input, fail }) =>
      doubles.setDifferent(tx, viewer.profileId, input, fail),
    ),
  ]
}
