import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { AgeNotices } from '../ages/age-notices.service.ts'
import type { TasksService } from '../tasks/tasks.service.ts'
import type { HomeService } from './home.service.ts'

export interface FirstPage {
  home: HomeService
  tasks: TasksService
  ageNotices: AgeNotices
}

/** Binds what the first page of an organisation shows. */
export function firstPageBindings({ home, tasks, ageNotices }: FirstPage): Binding[] {
  return [
    bind('communities.home', ({ db, viewer, input, fail }) => home.home(db, viewer.profileId, input.communityId, fail)),
    bind('tasks.list', ({ db, viewer, input, fail }) => tasks.list(db, viewer.profileId, input.communityId, fail)),
    bind('tasks.fold', ({ tx, viewer, input, fail }) => tasks.fold(tx, viewer.profileId, input, fail)),
    bind('ageNotices.list', ({ db, viewer }) => ageNotices.list(db, viewer.profileId)),
    bind('ageNotices.dismiss', ({ tx, viewer, input, fail }) => ageNotices.dismiss(tx, viewer.profileId, input, fail)),
  ]
}
