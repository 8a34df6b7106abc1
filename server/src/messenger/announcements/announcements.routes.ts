import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { AnnouncementsService } from './announcements.service.ts'
import type { AnsweringService } from './answering.service.ts'
import type { AnnouncedFamiliesService } from './families.service.ts'

/** Binds the operations of announcements. */
export function announcementBindings(
  announcements: AnnouncementsService,
  answering: AnsweringService,
  families: AnnouncedFamiliesService,
): Binding[] {
  return [
    bind('announcements.places', ({ db, viewer, input, fail }) =>
      announcements.places(db, viewer.profileId, input, fail),
    ),
    bind('announcements.make', ({ tx, viewer, input, fail }) => announcements.make(tx, viewer.profileId, input, fail)),
    bind('announcements.list', ({ db, viewer, input, fail }) => announcements.list(db, viewer.profileId, input, fail)),
    bind('announcements.get', ({ db, viewer, input, fail }) => announcements.get(db, viewer.profileId, input, fail)),
    bind('announcements.edit', ({ tx, viewer, input, fail }) => announcements.edit(tx, viewer.profileId, input, fail)),
    bind('announcements.withdraw', async ({ tx, viewer, input, fail }) => {
      await announcements.withdraw(tx, viewer.profileId, input, fail)
      return {}
    }),
    bind('announcements.own', ({ db, viewer, input, fail }) => answering.own(db, viewer.profileId, input, fail)),
    bind('announcements.answer', async ({ tx, viewer, input, fail }) => {
      await answering.answer(tx, viewer.profileId, input, fail)
      return {}
    }),
    bind('announcements.families', ({ db, viewer, input, fail }) => families.list(db, viewer.profileId, input, fail)),
    bind('announcements.remind', async ({ tx, viewer, input, fail }) => {
      await families.remind(tx, viewer.profileId, input, fail)
      return {}
    }),
  ]
}
