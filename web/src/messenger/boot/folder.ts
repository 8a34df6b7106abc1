import { create } from 'zustand'
import { keep, recall } from '#web/kit/account/kept.ts'
import { useMessenger } from './engine-context.ts'

const NAME = 'folder'

const useChosen = create<{ folder: string | null }>()(() => ({ folder: recall<string>(NAME) }))

/** Keeps the organisation whose chats are shown; null shows all. */
export function chooseFolder(folder: string | null): void {
  keep(NAME, folder)
  useChosen.setState({ folder })
}

/** The organisation whose chats are shown; null for all, and once the person is not in the chosen one any more. */
export function useFolder(): string | null {
  const { folder } = useChosen()
  return useMessenger(({ sync }) => (sync.memberships[folder ?? ''] === undefined ? null : folder))
}
