import { create } from 'zustand'
import { keep, recall } from '#web/kit/account/kept.ts'

const NAME = 'folder'

export const useChosenFolder = create<{ folder: string | null }>()(() => ({ folder: recall<string>(NAME) }))

/** Keeps the organisation or the folder whose chats are shown; null shows all. */
export function chooseFolder(folder: string | null): void {
  keep(NAME, folder)
  useChosenFolder.setState({ folder })
}
