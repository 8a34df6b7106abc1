import type { Platform } from '../../platform/platform.ts'
import type { FactorsService } from '../factors/factors.service.ts'
import { createOwnData, type OwnDataPart } from '../own-data/own-data.service.ts'
import type { RenamedHook } from '../profiles/own-profile.service.ts'
import type { EndSessions } from '../sessions/session-ending.ts'
import type { SmsSpending } from '../signin/sms-spending.ts'
import { createDeletionService, type DeletionHooks, type DeletionParts } from './deletion.service.ts'
import { leavingAmong } from './deletion.store.ts'
import { createErasing, type Eraser, type ErasingParts } from './erasing.ts'

interface Parts extends Pick<DeletionParts, 'consents' | 'oidc'> {
  platform: Platform
  factors: FactorsService
  spending: SmsSpending
  endSessions: EndSessions
  recovery: Pick<ErasingParts, 'stopMove'>
  hooks: DeletionHooks & {
    renamed: readonly RenamedHook[]
    erasers: readonly Eraser[]
    ownData: readonly OwnDataPart[]
  }
}

export type Deletions = ReturnType<typeof createDeletions>

/** The end of accounts (IDN-24): the wish, what its owner takes with him, and the erasing; `door` is for other domains. */
export function createDeletions(parts: Parts) {
  const { platform, endSessions, hooks } = parts
  const { stopMove } = parts.recovery
  const tellCard: RenamedHook = async (tx, card) => {
    platform.emitter.ephemeral(tx, 'profile', card.id, 'profile.changed', { card })
    for (const hook of hooks.renamed) await hook(tx, card)
  }
  const ownData = createOwnData(platform, parts, hooks.ownData)
  const { finishDue } = createErasing({ platform, endSessions, stopMove, erasers: hooks.erasers, tellCard })
  return {
    deletion: createDeletionService(parts),
    ownData,
    door: { leavingAmong, openOwnData: ownData.open, finishDeletions: finishDue },
  }
}
