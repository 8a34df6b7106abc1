import { NO_FOLDERS } from '#contract/messenger/folders.ts'
import { databaseNameOf } from './forget-profiles.ts'

/** What this browser keeps of one profile, in bytes of its contents. */
export interface CopyWeight {
  readonly messages: number
  readonly people: number
  readonly drafts: number
  /** Messages that the server has not taken yet. */
  readonly waiting: number
}

/** Weighs what is kept; what the browser itself needs to store it is not in the sum. */
export async function weighCopy(profileId: string): Promise<CopyWeight> {
  const db = await open(profileId)
  try {
    const weigh = async (name: string) => {
      // The engine makes the stores, and may not have run yet.
      if (!db.objectStoreNames.contains(name)) return 0
      return bytesOf(await asked(db.transaction(name).objectStore(name).getAll()))
    }
    const [messages, people] = [await weigh('chats'), await weigh('cards')]
    return { messages, people, drafts: await weigh('drafts'), waiting: await weigh('outbox') }
  } finally {
    db.close()
  }
}

/**
 * Clears what was copied from the server, in one transaction; what was written here and not sent stays. Pages that are open
 * keep what they hold and write nothing of it any more: each has to be loaded anew.
 */
export async function clearCopy(profileId: string): Promise<void> {
  const db = await open(profileId)
  try {
    const tx = db.transaction(['meta', 'chats', 'cards'], 'readwrite')
    const meta = tx.objectStore('meta')
    const stored = (await asked(meta.get('meta'))) as { cleared?: number; readHere?: object } | undefined
    const marks = { important: {}, hidden: {} }
    const nothing = { profileSeq: 0, communitySeqs: {}, memberships: {}, marks, folders: NO_FOLDERS, complete: false }
    // How far was read here is not a copy: the server may not have heard of it.
    meta.put({ ...nothing, readHere: stored?.readHere ?? {}, cleared: (stored?.cleared ?? 0) + 1 }, 'meta')
    tx.objectStore('chats').clear()
    tx.objectStore('cards').clear()
    await new Promise<void>((resolve, reject) => {
      tx.oncomplete = () => resolve()
      tx.onabort = () => reject(tx.error)
    })
  } finally {
    db.close()
  }
}

/** By the browser's own means: the settings do without the code of the engine. */
function open(profileId: string): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseNameOf(profileId))
  request.onsuccess = () => {
    request.result.onversionchange = () => request.result.close()
  }
  return asked(request)
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })
}

function bytesOf(values: readonly unknown[]): number {
  return values.length === 0 ? 0 : new Blob([JSON.stringify(values)]).size
}
