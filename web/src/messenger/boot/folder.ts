import { useEffect } from 'react'
import { chooseCommunity } from '#web/communities/index.ts'
import { chooseFolder, useChosenFolder } from './chosen-folder.ts'
import { useMessenger } from './engine-context.ts'

/** The organisation whose chats are shown; null for all, and once the person is not in the chosen one any more. */
export function useFolder(): string | null {
  const { folder } = useChosenFolder()
  return useMessenger(({ sync }) => (sync.memberships[folder ?? ''] === undefined ? null : folder))
}

/** Shows the chats of one organisation, in which the person works from now on, or those of all. */
export function openFolder(communityId: string | null): void {
  chooseFolder(communityId)
  if (communityId !== null) chooseCommunity(communityId)
}

/** Whoever opens a chat, by whatever link, works in its organisation from then on (ORG-12); a dialogue belongs to none. */
export function useOrganisationOf(chatId: string | null): void {
  const owner = useMessenger(({ sync }) => {
    const communityId = sync.chats[chatId ?? '']?.chat.communityId ?? ''
    return sync.memberships[communityId] === undefined ? null : communityId
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: each chat that is opened, also another one of the same organisation
  useEffect(() => {
    if (owner === null) return
    chooseCommunity(owner)
    const { folder } = useChosenFolder.getState()
    if (folder !== null && folder !== owner) chooseFolder(owner)
  }, [chatId, owner])
}
