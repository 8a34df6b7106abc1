import type { MessengerStores } from '#server/messenger/stores.ts'
import { memoryAttachments } from './memory-attachments.ts'
import { memoryChats } from './memory-chats.ts'
import { memoryDrafts } from './memory-drafts.ts'
import { memoryEntries } from './memory-entries.ts'
import { memoryFolders } from './memory-folders.ts'
import { memoryLog } from './memory-log.ts'
import { memoryMarks } from './memory-marks.ts'
import { memoryMembers } from './memory-members.ts'
import { memoryMessages } from './memory-messages.ts'
import { memoryReactions } from './memory-reactions.ts'
import { memoryReader } from './memory-reader.ts'
import { memoryReads } from './memory-reads.ts'
import { memorySupervision } from './memory-supervision.ts'

/** Everything that the messenger keeps, in memory; the differential tests compare it with PostgreSQL. */
export const memoryStores: MessengerStores = {
  attachments: memoryAttachments,
  chats: memoryChats,
  drafts: memoryDrafts,
  entries: memoryEntries,
  folders: memoryFolders,
  log: memoryLog,
  marks: memoryMarks,
  members: memoryMembers,
  messages: memoryMessages,
  reactions: memoryReactions,
  reader: memoryReader,
  reads: memoryReads,
  supervision: memorySupervision,
}
