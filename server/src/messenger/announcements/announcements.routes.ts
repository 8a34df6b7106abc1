import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { AnnouncementsService } from './announcements.service.ts'

/** Binds the operations of announcements. */
export function announcementBindings(announcements: AnnouncementsService): Binding[] {
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
  ]
}
