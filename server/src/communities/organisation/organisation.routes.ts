import { type Binding, bind, bindOwn } from '../../platform/dispatch/bind.ts'
import type { PageEditors } from '../editors/page-editors.service.ts'
import type { LogoService } from './logo.service.ts'
import type { OrganisationService } from './organisation.service.ts'

export interface AboutOrganisation {
  organisation: OrganisationService
  logo: LogoService
  pageEditors: PageEditors
}

/** Binds what an organisation says and shows of itself, and who publishes on its page. */
export function organisationBindings({ organisation, logo, pageEditors }: AboutOrganisation): Binding[] {
  return [
    bind('organisation.get', ({ db, viewer, input, fail }) =>
      organisation.get(db, viewer.profileId, input.communityId, fail),
    ),
    bind('organisation.set', ({ tx, viewer, input, fail }) => organisation.set(tx, viewer.profileId, input, fail)),
    bindOwn('organisation.setLogo', ({ viewer, input, fail }) => logo.set(viewer.profileId, input, fail)),
    bind('pageEditors.list', ({ db, viewer, input, fail }) =>
      pageEditors.list(db, viewer.profileId, input.communityId, fail),
    ),
    bind('pageEditors.set', ({ tx, viewer, input, fail }) => pageEditors.set(tx, viewer.profileId, input, fail)),
    bind('organisation.removeLogo', ({ tx, viewer, input, fail }) =>
      logo.remove(tx, viewer.profileId, input.communityId, fail),
    ),
  ]
}
