import type { Folder } from '#contract/messenger/folders.ts'
import { FOLDERS_MAX } from '#contract/messenger/messenger.limits.ts'
import type { MessengerStores } from '#server/messenger/stores.ts'
import { memoryOf, statement } from './memory-database.ts'

/** Folders in memory, as `folders.store.ts` keeps them in PostgreSQL. */
export const memoryFolders: MessengerStores['folders'] = {
  foldersOf(reader, profileIds) {
    const t = memoryOf(reader)
    return statement(t, () => {
      const rows = profileIds.flatMap((profileId) => t.get('messenger.folders', profileId) ?? [])
      return new Map(rows.map(({ profile_id, version, list }) => [profile_id, { version, list: list as Folder[] }]))
    })
  },

  replaceFolders(tx, profileId, before, list) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      await t.lock('messenger.folders', profileId)
      if ((t.get('messenger.folders', profileId)?.version ?? 0) !== before) return false
      await t.put('messenger.folders', profileId, { profile_id: profileId, version: before + 1, list: [...list] })
      return true
    })
  },

  async moveFolders(tx, { from, to }) {
    const t = memoryOf(tx)
    const moved = t.get('messenger.folders', from)
    if (moved === undefined) return
    const own = t.get('messenger.folders', to)
    const kept = (own?.list ?? []) as Folder[]
    const come = (moved.list as Folder[]).filter(({ id }) => kept.every((folder) => folder.id !== id))
    await memoryFolders.replaceFolders(tx, to, own?.version ?? 0, [...kept, ...come].slice(0, FOLDERS_MAX))
    await memoryFolders.eraseFolders(tx, [from])
  },

  eraseFolders(tx, profileIds) {
    const t = memoryOf(tx)
    return statement(t, async () => {
      const held = profileIds.filter((profileId) => t.get('messenger.folders', profileId) !== undefined)
      for (const profileId of held) await t.put('messenger.folders', profileId, null)
      return held.length
    })
  },
}
