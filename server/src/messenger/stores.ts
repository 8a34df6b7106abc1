import * as attachments from './attachments/attachments.store.ts'
import * as log from './chats/chat-log.store.ts'
import * as chats from './chats/chats.store.ts'
import * as entries from './chats/entries.store.ts'
import * as members from './chats/members.store.ts'
import * as reader from './chats/reader.store.ts'
import * as supervision from './chats/supervision.store.ts'
import * as drafts from './drafts/drafts.store.ts'
import * as folders from './folders/folders.store.ts'
import * as marks from './marks/marks.store.ts'
import * as messages from './messages/messages.store.ts'
import * as reactions from './reactions/reactions.store.ts'
import * as reads from './reads/reads.store.ts'

/**
 * Everything that the messenger keeps. PostgreSQL is one implementation, whose functions say what each does; the
 * simulation has another in memory, which answers the same.
 */
export interface MessengerStores {
  readonly attachments: typeof attachments
  readonly chats: typeof chats
  readonly entries: typeof entries
  readonly drafts: typeof drafts
  readonly folders: typeof folders
  readonly log: typeof log
  readonly marks: typeof marks
  readonly members: typeof members
  readonly messages: typeof messages
  readonly reactions: typeof reactions
  readonly reader: typeof reader
  readonly reads: typeof reads
  readonly supervision: typeof supervision
}

export const pgMessengerStores: MessengerStores = {
  attachments,
  chats,
  drafts,
  entries,
  folders,
  log,
  marks,
  members,
  messages,
  reactions,
  reader,
  reads,
  supervision,
}
