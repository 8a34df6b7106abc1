import { type Folder, setFolders } from '#contract/messenger/folders.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'

/** The folders of the reader, and how all of them are put into the place of those that he saw. */
export function useFolders(onDone?: () => void) {
  const { version, list } = useMessenger(({ sync }) => sync.folders)
  const set = useEngineCommand(setFolders, onDone)
  return {
    list,
    busy: set.isPending,
    error: set.error,
    replace(next: readonly Folder[]) {
      set.mutate({ version, list: [...next] })
    },
  }
}
