import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { PageEditors } from './page-editors.service.ts'

/** Binds who publishes on the pages of organisations. */
export function pageEditorBindings(pageEditors: PageEditors): Binding[] {
  return [
    bind('pageEditors.list', ({ db, viewer, input, fail }) =>
      pageEditors.list(db, viewer.profileId, input.communityId, fail),
    ),
    bind('pageEditors.set', ({ tx, viewer, input, fail }) => pageEditors.set(tx, viewer.profileId, input, fail)),
  ]
}
