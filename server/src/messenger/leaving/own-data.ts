import type { Folder } from '#contract/messenger/folders.ts'
import type { ErasedPerson, OwnDataPart } from '../../identity/index.ts'
import type { Reader } from '../../platform/db/database.ts'
import { ownAnnouncements } from '../announcements/announcements.store.ts'
import { ownAnswers } from '../announcements/answers.store.ts'
import { foldersOf as readFolders } from '../folders/folders.store.ts'
import { scheduledOf } from '../scheduled/scheduled.store.ts'
import * as store from './own-data.store.ts'

const PAGE = 200

async function* chatsOf(reader: Reader, { profileIds }: ErasedPerson): AsyncGenerator<store.OwnChat[]> {
  for (const profileId of profileIds) {
    let after: string | null = null
    for (;;) {
      const page: store.OwnChat[] = await store.pageChats(reader, profileId, after, PAGE)
      if (page.length > 0) yield page
      if (page.length < PAGE) break
      after = page.at(-1)!.chatId
    }
  }
}

async function* foldersOf(reader: Reader, { profileIds }: ErasedPerson): AsyncGenerator<readonly Folder[]> {
  for (const { list } of (await readFolders(reader, profileIds)).values()) yield list
}

/** A part that is read chat by chat, page by page. */
function perChat<Row extends object, Key extends string | number>(
  section: string,
  read: (
    reader: Reader,
    of: { chatId: string; profileId: string; limit: number },
    after: Key | null,
  ) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): OwnDataPart {
  return {
    section,
    async *pages(reader, who) {
      for await (const chats of chatsOf(reader, who)) {
        for (const { chatId, profileId } of chats) {
          let after: Key | null = null
          for (;;) {
            const page: readonly Row[] = await read(reader, { chatId, profileId, limit: PAGE }, after)
            if (page.length > 0) yield page
            if (page.length < PAGE) break
            after = keyOf(page.at(-1)!)
          }
        }
      }
    },
  }
}

/** What chats hold of somebody, for the file that he downloads: his own messages, never those of others. */
export const messengerOwnData: readonly OwnDataPart[] = [
  { section: 'chats', pages: chatsOf },
  perChat('messages', store.pageMessages, ({ id }) => id),
  {
    section: 'scheduled',
    async *pages(reader, { profileIds }) {
      for (const profileId of profileIds) {
        const waiting = await scheduledOf(reader, profileId)
        if (waiting.length > 0) yield waiting
      }
    },
  },
  perChat('drafts', store.pageDrafts, ({ chatId }) => chatId),
  {
    section: 'announcements',
    async *pages(reader, { profileIds }) {
      const made = await ownAnnouncements(reader, profileIds)
      if (made.length > 0) yield made
    },
  },
  {
    section: 'announcementAnswers',
    async *pages(reader, { profileIds }) {
      const given = await ownAnswers(reader, profileIds)
      if (given.length > 0) yield given
    },
  },
  perChat('reactions', store.pageReactions, ({ seq }) => seq),
  perChat('votes', store.pageVotes, ({ seq }) => seq),
  perChat('marks', store.pageMarks, ({ seq }) => seq),
  { section: 'folders', pages: foldersOf },
  perChat('readTimes', store.pageReadTimes, ({ seq }) => seq),
  {
    section: 'joinRequests',
    async *pages(reader, { profileIds }) {
      const asked = await store.joinRequests(reader, profileIds)
      if (asked.length > 0) yield asked
    },
  },
]
