import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { BannerService } from '../banner/banner.service.ts'
import type { QuotasService } from '../quotas/quotas.service.ts'
import type { Suspensions } from './suspension.service.ts'

export interface Serving {
  suspensions: Suspensions
  quotas: QuotasService
  banner: BannerService
}

/** Binds what the operator does to organisations and announces (ORG-19). */
export function servingBindings({ suspensions, quotas, banner }: Serving): Binding[] {
  return [
    bind('organisations.list', ({ db, input }) => suspensions.list(db, input)),
    bind('organisations.suspend', ({ tx, viewer, input, fail }) => suspensions.suspend(tx, viewer, input, fail)),
    bind('organisations.resume', ({ tx, viewer, input, fail }) => suspensions.resume(tx, viewer, input, fail)),
    bind('organisations.setQuotas', async ({ tx, viewer, input, fail }) => {
      await quotas.set(tx, viewer, input, fail)
      return suspensions.one(tx, input.communityId)
    }),
    bind('banner.get', ({ db }) => banner.get(db)),
    bind('banner.set', ({ tx, viewer, input, fail }) => banner.set(tx, viewer, input, fail)),
    bind('banner.end', ({ tx, viewer }) => banner.end(tx, viewer)),
  ]
}
