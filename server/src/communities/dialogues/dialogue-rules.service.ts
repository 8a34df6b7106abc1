import type { DialogueRules } from '#contract/communities/dialogue-rules.ts'
import type { Facts } from '#contract/kit/acts.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { recordAct } from '../../platform/audit/record.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { readRules, staffAmong, writeRules } from './dialogue-rules.store.ts'
import { checkManagesRules } from './rules-access.ts'

interface Parts extends Pick<Platform, 'clock'> {
  memberships: Memberships
}

/** How adults and pupils of an organisation may be alone in a dialogue, as its administrators see and change it. */
export function createDialogueRules({ clock, memberships }: Parts) {
  return {
    async get(
      reader: Reader,
      viewerId: string,
      communityId: string,
      fail: Fail<ErrorsOf<Operations['dialogueRules.get']>>,
    ): Promise<DialogueRules> {
      await checkManagesRules(memberships, reader, { viewerId, communityId }, fail)
      return readRules(reader, communityId)
    },

    async set(
      tx: Tx,
      viewerId: string,
      input: InputOf<Operations['dialogueRules.set']>,
      fail: Fail<ErrorsOf<Operations['dialogueRules.set']>>,
    ): Promise<DialogueRules> {
      await checkManagesRules(memberships, tx, { viewerId, communityId: input.communityId }, fail)
      const staff = await staffAmong(tx, input.communityId, input.secondAdultIds)
      const pupils = await memberships.pupilsAmong(tx, input.secondAdultIds)
      if (input.secondAdultIds.some((id) => !staff.has(id) || pupils.has(id))) fail('dialogueRules.adultUnfit')
      const before = await readRules(tx, input.communityId)
      const version = await writeRules(tx, input, { profileId: viewerId, now: clock.now() })
      if (version === null) return fail('dialogueRules.versionConflict')
      recordAct(tx, {
        act: 'dialogueRules.changed',
        communityId: input.communityId,
        by: { profileId: viewerId },
        people: input.secondAdultIds,
        before: factsOf(before),
        after: factsOf(input),
      })
      await memberships.doFollowRules(tx, input.communityId)
      return { ...input, version }
    },
  }
}

function factsOf({
  under14,
  from14,
  guestsWithPupils,
  ownCallPictures,
  vanishWithPupils,
  linkPreviews,
  secondAdultIds,
}: DialogueRules): Facts {
  return {
    under14,
    from14,
    guestsWithPupils,
    ownCallPictures,
    vanishWithPupils,
    linkPreviews,
    count: secondAdultIds.length,
  }
}

export type DialogueRulesService = ReturnType<typeof createDialogueRules>
