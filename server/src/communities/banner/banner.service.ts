import { BANNER_LIFE_MS } from '#contract/communities/banner.limits.ts'
import type { Banner } from '#contract/communities/banner.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { recordAct } from '../../platform/audit/record.ts'
import { momentOf } from '../../platform/db/cursor.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Viewer } from '../../platform/dispatch/viewer.ts'
import { communityAudience } from '../../platform/events/emit.ts'
import type { Platform } from '../../platform/platform.ts'
import * as store from './banner.store.ts'

type SetFail = Fail<ErrorsOf<Operations['banner.set']>>

/** What the operator announces to everybody who is signed in (ORG-19). */
export function createBanner({ clock, emitter }: Pick<Platform, 'clock' | 'emitter'>) {
  const get = async (reader: Reader): Promise<{ banner: Banner | null }> => ({
    banner: await store.readBanner(reader, new Date(clock.now())),
  })

  /** Open pages ask for it; whoever is in no organisation yet learns of it when he opens the next page. */
  const doTell = async (tx: Tx) => {
    for (const id of await store.allCommunities(tx)) {
      emitter.ephemeral(tx, 'community', communityAudience(id, 'everyone'), 'banner.changed', {})
    }
    return get(tx)
  }

  return {
    get,

    async set(tx: Tx, viewer: Viewer, input: InputOf<Operations['banner.set']>, fail: SetFail) {
      const ru = oneLine(input.ru, fail)
      if (ru === '') fail('banner.textInvalid')
      const now = clock.now()
      const until = momentOf(input.until, '/until')
      if (until.getTime() <= now || until.getTime() > now + BANNER_LIFE_MS) fail('banner.untilInvalid')
      await store.writeBanner(tx, {
        id: input.id,
        ru,
        en: oneLine(input.en, fail),
        until,
        set_by: viewer.accountId,
        set_at: new Date(now),
      })
      recordAct(tx, { act: 'banner.shown', communityId: null, by: { operatorId: viewer.accountId } })
      return doTell(tx)
    },

    /** Takes it away; where there is none, nothing was done. */
    async end(tx: Tx, viewer: Viewer) {
      if (await store.deleteBanner(tx)) {
        recordAct(tx, { act: 'banner.ended', communityId: null, by: { operatorId: viewer.accountId } })
      }
      return doTell(tx)
    },
  }
}

export type BannerService = ReturnType<typeof createBanner>

function oneLine(text: string, fail: Fail<'banner.textInvalid'>): string {
  const clean = text.normalize('NFC').replace(/\s+/gu, ' ').trim()
  return /\p{C}/u.test(clean) ? fail('banner.textInvalid') : clean
}
