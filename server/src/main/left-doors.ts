import { operations } from '#contract/operations.ts'
import type { Communities, createSuspensionDuty } from '../communities/index.ts'
import type { Identity } from '../identity/index.ts'
import type { LeftDoors } from '../messenger/index.ts'
import { Refusal } from '../platform/dispatch/refusal.ts'
import type { Hosts } from '../platform/http/hosts.ts'
import type { Platform } from '../platform/platform.ts'

interface DoorParts {
  platform: Platform
  identity: Identity
  communities: Communities
  hosts: Hosts
  checkSuspension: ReturnType<typeof createSuspensionDuty>
}

/** What the messenger asks of the domains to its left. */
export function doorsOf({ platform, identity, communities, hosts, checkSuspension }: DoorParts): LeftDoors {
  return {
    async actingRefusal(reader, { profileId, chatId }) {
      const own = await identity.actingRefusal(reader, profileId, new Date(platform.clock.now()))
      if (own !== null) return own
      return checkSuspension({ profileId }, operations['messages.send'], { chatId }).then(
        () => null,
        (error: unknown) => {
          if (error instanceof Refusal) return error.code
          throw error
        },
      )
    },
    cards: identity.cards,
    accessMembership: communities.accessMembership,
    unitForChat: communities.unitForChat,
    leadsOf: communities.leadsOf,
    unitAudiences: communities.unitAudiences,
    reachedFamilies: communities.reachedFamilies,
    childLabels: communities.childLabels,
    contactsAmong: communities.contactsAmong,
    shareCommunity: communities.shareCommunity,
    pupilsAmong: communities.pupilsAmong,
    dialogueRule: communities.dialogueRule,
    quietAmong: communities.quietAmong,
    quietTimesOf: communities.quietTimesOf,
    urgent: communities.urgent,
    forbidsVanishing: communities.forbidsVanishing,
    previewsAmong: communities.previewsAmong,
    blocksBetween: communities.blocksBetween,
    refusesWriting: communities.refusesWriting,
    refusingToJoin: communities.refusingToJoin,
    holdProfiles: identity.holdProfiles,
    isGuardianPair: identity.isGuardianPair,
    audienceOf: communities.audienceOf,
    reachByUnit: communities.reachByUnit,
    sms: {
      normalizePhone: identity.normalizePhone,
      hasRoom: communities.quotas.hasSmsRoom,
      count: communities.quotas.countSms,
      siteUrl: () => hosts.url('main'),
    },
  }
}
