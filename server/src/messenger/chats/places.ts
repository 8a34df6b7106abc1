import type { Database, Reader } from '../../platform/db/database.ts'
import { gather } from '../../platform/db/gather.ts'
import type { MessengerStores } from '../stores.ts'
import type { PlaceRow } from './chat-views.ts'
import type { ReaderOfChat } from './reader.store.ts'

const TOGETHER_MAX = 64
const AT_ONCE = 2

interface Parts {
  db: Database
  stores: Pick<MessengerStores, 'reader'>
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<PlaceRow | null>
}

/** Like `accessPlace` outside of transactions; those who ask in the same moment are answered by one statement. */
export function createPlaces({ db, stores, accessChat }: Parts) {
  const placeOf = gather(
    (asked: readonly ReaderOfChat[]) => stores.reader.accessMemberPlaces(db, asked),
    TOGETHER_MAX,
    AT_ONCE,
  )
  return async (viewerId: string, chatId: string): Promise<PlaceRow | null> =>
    (await placeOf({ profileId: viewerId, chatId })) ?? accessChat(db, viewerId, chatId)
}
