import { useEffect, useMemo } from 'react'
import type { ChildLabel } from '#contract/communities/families.ts'
import { chooseCommunity, useChildLabels } from '#web/communities/index.ts'
import type { Shown } from '../view/folder-chats.ts'
import { chooseFolder, useChosenFolder } from './chosen-folder.ts'
import { useMessenger } from './engine-context.ts'

const ALL: Shown = { t: 'all' }

/** What the list shows; everything, once what was chosen is there no more. */
export function useShown(): Shown {
  const chosen = useChosenFolder().folder ?? ''
  const isCommunity = useMessenger(({ sync }) => sync.memberships[chosen] !== undefined)
  const folder = useMessenger(({ sync }) => sync.folders.list.find(({ id }) => id === chosen))
  return useMemo(() => {
    if (isCommunity) return { t: 'community', id: chosen }
    return folder === undefined ? ALL : { t: 'folder', folder }
  }, [isCommunity, folder, chosen])
}

/** Shows the chats of one organisation, in which the person works from now on. */
export function openCommunity(communityId: string): void {
  chooseFolder(communityId)
  chooseCommunity(communityId)
}

/** Whether a folder needs to know the children of the reader. */
export function useLabelsOfFolders(): readonly ChildLabel[] {
  const asks = useMessenger(({ sync }) => sync.folders.list.some(({ rule }) => rule?.by === 'child'))
  return useChildLabels(asks)
}

/** Whoever opens a chat, by whatever link, works in its organisation from then on (ORG-12); a dialogue belongs to none. */
export function useOrganisationOf(chatId: string | null): void {
  const owner = useMessenger(({ sync }) => {
    const communityId = sync.chats[chatId ?? '']?.chat.communityId ?? ''
    return sync.memberships[communityId] === undefined ? null : communityId
  })
  const shown = useShown()
  // biome-ignore lint/correctness/useExhaustiveDependencies: each chat that is opened, also another one of the same organisation
  useEffect(() => {
    if (owner === null) return
    chooseCommunity(owner)
    if (shown.t === 'community' && shown.id !== owner) chooseFolder(owner)
  }, [chatId, owner])
}
