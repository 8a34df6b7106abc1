import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { Membership } from '#contract/communities/communities.ts'
import { chatTargetRefusal, type TargetRefusal } from '#contract/messenger/announcements.abilities.ts'
import type { AnnouncementPlace } from '#contract/messenger/announcements.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { chatView, mineView, type ReaderRow } from '../chats/chat-views.ts'
import type { LeftDoors } from '../doors.ts'

interface Parts {
  doors: Pick<LeftDoors, 'unitForChat'>
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<ReaderRow | null>
}

/** Somebody who announces in an organisation. */
export interface Announcer {
  profileId: string
  membership: Membership
}

/** Why somebody of the staff may not announce in a chat that he reads, or that is none to him. */
export function chatRule(row: ReaderRow | null, { membership }: Announcer): TargetRefusal | null {
  if (row === null || row.community_id !== membership.communityId) return 'chat'
  if (row.kind === 'channel') return communityAbilities(membership).writeInChannels ? null : 'channel'
  return chatTargetRefusal(chatView(row), mineView(row))
}

/** Looks whether somebody may announce in a place now; a unit is held until the transaction ends. */
export function createTargetRules({ doors, accessChat }: Parts) {
  const unitRule = async (tx: Tx, announcer: Announcer, unitId: string): Promise<TargetRefusal | null> => {
    const unit = await doors.unitForChat(tx, announcer.profileId, unitId)
    if (unit === null || unit.communityId !== announcer.membership.communityId || !unit.allowed) return 'unit'
    return unit.archived ? 'archived' : null
  }

  return {
    unitRule,

    async ruleOf(tx: Tx, announcer: Announcer, place: AnnouncementPlace): Promise<TargetRefusal | null> {
      if (place.kind === 'unit') return unitRule(tx, announcer, place.unitId)
      return chatRule(await accessChat(tx, announcer.profileId, place.chatId), announcer)
    },
  }
}

export type TargetRules = ReturnType<typeof createTargetRules>
