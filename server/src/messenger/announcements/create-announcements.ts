import type { Reader } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import type { PlaceRow, ReaderRow } from '../chats/chat-views.ts'
import type { ChannelClass } from '../chats/reader.store.ts'
import type { LeftDoors } from '../doors.ts'
import type { ChangesService } from '../messages/changes.service.ts'
import type { MessengerStores } from '../stores.ts'
import { createAnnouncementAccess } from './announcement-access.ts'
import { announcementBindings } from './announcements.routes.ts'
import { createAnnouncements } from './announcements.service.ts'
import { createAnnouncing } from './announcing.ts'
import { createAnswering } from './answering.service.ts'
import { createAskedFamilies } from './asked-families.ts'
import type { AudienceChats } from './audience-chats.ts'
import { createAnnouncedFamilies } from './families.service.ts'
import { createReminding } from './reminding.ts'
import { createTargetRules } from './target-rules.ts'

interface Parts extends Platform {
  doors: LeftDoors
  stores: MessengerStores
  changes: ChatChanges
  edits: ChangesService
  audienceChats: AudienceChats
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<ReaderRow | null>
  accessPlace: (reader: Reader, viewerId: string, chatId: string) => Promise<PlaceRow | null>
  classesOf: (reader: Reader, profileId: string) => Promise<ChannelClass[]>
}

/** Announcements: what the staff and the families do with them, and what happens by itself. */
export function createAnnouncementParts(parts: Parts) {
  const whole = {
    ...parts,
    rules: createTargetRules(parts),
    access: createAnnouncementAccess(parts),
    asked: createAskedFamilies(parts),
  }
  return {
    bindings: announcementBindings(createAnnouncements(whole), createAnswering(whole), createAnnouncedFamilies(whole)),
    announcing: createAnnouncing({ ...whole, reminding: createReminding(whole) }),
  }
}
