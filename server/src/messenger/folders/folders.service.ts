import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import { FOLDER_NAME_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Operations } from '#contract/operations.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { MessengerStores } from '../stores.ts'

interface Parts extends Pick<Platform, 'emitter'> {
  stores: Pick<MessengerStores, 'folders'>
}

export type FoldersService = ReturnType<typeof createFolders>

/** Folders into which a person puts his chats; nobody else learns of them (FLD-01). */
export function createFolders({ emitter, stores: { folders } }: Parts) {
  return {
    async set(
      tx: Tx,
      viewerId: string,
      { version, list }: InputOf<Operations['folders.set']>,
      fail: Fail<'folder.nameInvalid' | 'folder.twice' | 'folder.versionConflict'>,
    ): Promise<OutputOf<Operations['folders.set']>> {
      const named = list.map((folder) => ({ ...folder, name: folder.name.trim().replace(/\s+/g, ' ') }))
      const nameMax = FOLDER_NAME_MAX
      for (const { name } of named) {
        if (name === '' || [...name].length > nameMax) fail('folder.nameInvalid', { nameMax })
      }
      if (new Set(named.map(({ id }) => id)).size < named.length) fail('folder.twice')
      if (!(await folders.replaceFolders(tx, viewerId, version, named))) fail('folder.versionConflict')
      const changed = { version: version + 1, list: named }
      await emitter.toProfile(tx, viewerId, 'folders.changed', changed)
      return changed
    },
  }
}
