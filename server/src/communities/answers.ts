import type { Identity } from '../identity/index.ts'
import type { Platform } from '../platform/platform.ts'
import { blocksBetween } from './blocks/blocks.store.ts'
import { createDialogueRule } from './dialogues/dialogue-rule.ts'
import { callRules, forbidsVanishing, previewsAmong } from './dialogues/dialogue-rules.store.ts'
import * as reachedFamilies from './families/reached-families.store.ts'
import { administratorsIn, answeringFor } from './memberships/answering.store.ts'
import { audienceOf } from './memberships/audience.store.ts'
import { createReachByUnit } from './memberships/audience-reach.ts'
import { insideAmong } from './memberships/inside.store.ts'
import type { Memberships } from './memberships/memberships.service.ts'
import { administratorSince, shareCommunity } from './memberships/memberships.store.ts'
import { zoneFor } from './organisation/zones.store.ts'
import { retentionsOf } from './retention/retention.store.ts'
import * as unitAudiences from './units/unit-audiences.store.ts'
import { createUnitForChat } from './units/unit-for-chat.ts'
import { leadsOf } from './units/unit-leads.store.ts'

/** What others ask of the stores themselves. */
const STORED = {
  administratorSince,
  administratorsIn,
  answeringFor,
  shareCommunity,
  blocksBetween,
  retentionsOf,
  audienceOf,
  leadsOf,
  unitAudiences,
  reachedFamilies,
  zoneFor,
  insideAmong,
  callRules,
  forbidsVanishing,
  previewsAmong,
}

/** What others ask about people of organisations. */
export function answersOf({
  clock,
  identity,
  memberships,
}: Pick<Platform, 'clock'> & { identity: Identity; memberships: Memberships }) {
  return {
    ...STORED,
    accessMembership: memberships.accessMembership,
    pupilsAmong: memberships.pupilsAmong,
    channelClassesOf: memberships.channelClassesOf,
    standingsOf: memberships.standingsOf,
    unitForChat: createUnitForChat(memberships),
    dialogueRule: createDialogueRule({ clock, identity, memberships }),
    reachByUnit: createReachByUnit(identity),
  }
}
