import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { OutboxItem, OutboxStorage } from '../outbox/outbox-ports.ts'
import type { ShelvedRecording } from '../recordings/recording-shelf.ts'
import type { CacheChanges, CacheContent, CachedMeta, Draft, SyncCache } from './cache.ts'
import { databaseNameOf } from './forget-profiles.ts'
import type { ChatSlice } from './state.ts'

/** Raised when the shape of what is stored changes: an older cache is dropped, drafts, recordings and unsent messages stay. */
const VERSION = 10

interface StoredMeta extends CachedMeta {
  /** How often what was copied here has been cleared: a page that was open before writes no part of the old copy. */
  cleared?: number
}

interface Schema extends DBSchema {
  meta: { key: string; value: StoredMeta }
  chats: { key: string; value: ChatSlice }
  cards: { key: string; value: ProfileCard }
  drafts: { key: string; value: Draft }
  outbox: { key: string; value: OutboxItem }
  recordings: { key: string; value: ShelvedRecording }
  recordingPieces: { key: [string, number]; value: ArrayBuffer }
}

/** What was written before messages could carry files, name people and be stickers does none of that. */
const NOBODY_NAMED = { mentions: [] }
/** What was typed before drafts were for all devices. */
const NEVER_TOLD = { ...NOBODY_NAMED, base: 0, isNew: true }
const NOTHING_CARRIED = { ...NOBODY_NAMED, attachments: [], sticker: null }

export type ProfileDatabase = IDBPDatabase<Schema>

/** Opens what this browser keeps of one profile; another profile has a database of its own. */
export function openProfileDatabase(profileId: string): Promise<ProfileDatabase> {
  return openDB<Schema>(databaseNameOf(profileId), VERSION, {
    upgrade(db) {
      for (const name of ['meta', 'chats', 'cards'] as const) {
        if (db.objectStoreNames.contains(name)) db.deleteObjectStore(name)
        db.createObjectStore(name)
      }
      for (const name of ['drafts', 'outbox', 'recordings', 'recordingPieces'] as const) {
        if (!db.objectStoreNames.contains(name)) db.createObjectStore(name)
      }
    },
    // Somebody signs out in another tab, or a newer version opens: it must not wait for this tab.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  })
}

/** The cache of one profile in IndexedDB. */
export function databaseCache(db: ProfileDatabase): SyncCache {
  let cleared = 0
  return {
    async load() {
      const content = await load(db)
      cleared = content?.meta.cleared ?? 0
      return content
    },
    save: (changes) => save(db, changes, cleared),
    async saveDraft(chatId, draft) {
      if (draft === null) await db.delete('drafts', chatId)
      else await db.put('drafts', draft, chatId)
    },
    close: () => db.close(),
  }
}

/** The outbox of one profile in IndexedDB. */
export function databaseOutbox(db: ProfileDatabase): OutboxStorage {
  return {
    all: async () => (await db.getAll('outbox')).map((item) => ({ ...NOTHING_CARRIED, ...item })),
    async put(item) {
      await db.put('outbox', item, item.key)
    },
    async remove(keys) {
      const tx = db.transaction('outbox', 'readwrite')
      await Promise.all([...keys.map((key) => tx.store.delete(key)), tx.done])
    },
  }
}

async function load(db: ProfileDatabase): Promise<(CacheContent & { meta: StoredMeta }) | null> {
  const tx = db.transaction(['meta', 'chats', 'cards', 'drafts'])
  const [meta, chats, cards, draftKeys, drafts] = await Promise.all([
    tx.objectStore('meta').get('meta'),
    tx.objectStore('chats').getAll(),
    tx.objectStore('cards').getAll(),
    tx.objectStore('drafts').getAllKeys(),
    tx.objectStore('drafts').getAll(),
  ])
  if (meta === undefined) return null
  return {
    meta,
    chats,
    cards,
    drafts: Object.fromEntries(draftKeys.map((key, index) => [key, { ...NEVER_TOLD, ...drafts[index]! }])),
  }
}

async function save(db: ProfileDatabase, changes: CacheChanges, cleared: number): Promise<void> {
  const tx = db.transaction(['meta', 'chats', 'cards', 'drafts'], 'readwrite')
  const [meta, chats] = [tx.objectStore('meta'), tx.objectStore('chats')]
  if (((await meta.get('meta'))?.cleared ?? 0) !== cleared) return
  const writes: Promise<unknown>[] = [meta.put({ ...changes.meta, cleared }, 'meta')]
  for (const slice of changes.chats) writes.push(putFurther(chats, slice))
  for (const chatId of changes.removed) {
    writes.push(chats.delete(chatId), tx.objectStore('drafts').delete(chatId))
  }
  for (const card of changes.cards) writes.push(tx.objectStore('cards').put(card, card.id))
  await Promise.all([...writes, tx.done])
  if (changes.removed.length > 0) await forgetRecordings(db, changes.removed)
}

/** What somebody has spoken for chats that he is out of. */
async function forgetRecordings(db: ProfileDatabase, chatIds: readonly string[]): Promise<void> {
  const tx = db.transaction(['recordings', 'recordingPieces'], 'readwrite')
  const [recordings, pieces] = [tx.objectStore('recordings'), tx.objectStore('recordingPieces')]
  const gone = (await recordings.getAll()).filter(({ chatId }) => chatIds.includes(chatId))
  await Promise.all([...gone.flatMap(({ id }) => [recordings.delete(id), pieces.delete(piecesOf(id))]), tx.done])
}

/** Every key of a piece of one recording. */
export function piecesOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER])
}

interface ChatStore {
  get(key: string): Promise<ChatSlice | undefined>
  put(slice: ChatSlice, key: string): Promise<unknown>
}

async function putFurther(chats: ChatStore, slice: ChatSlice): Promise<void> {
  const stored = await chats.get(slice.chat.id)
  if (stored === undefined || stored.lastSeq <= slice.lastSeq) await chats.put(slice, slice.chat.id)
}
