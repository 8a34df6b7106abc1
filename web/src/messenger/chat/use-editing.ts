import { useCallback, useState } from 'react'
import { quotedIn } from '#web/kit/sync/selectors.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { lastEditable } from './message-abilities.ts'

export type Editing = ReturnType<typeof useEditing>

/** Which own message is being edited, as it stands now, and the edit that was left last and can be gone on with. */
export function useEditing(slice: ChatSlice) {
  const profileId = useMessenger(({ sync }) => sync.profileId)
  const drafts = useMessenger(({ edits }) => edits[slice.chat.id])
  const [seq, setEditing] = useState<number | null>(null)
  const endEditing = useCallback((ended: number) => setEditing((now) => (now === ended ? null : now)), [])
  const edited = seq === null ? null : (quotedIn(slice, seq) ?? null)
  const begun = drafts?.findLast((draft) => quotedIn(slice, draft.seq)) ?? null
  const editLast = () => {
    const last = lastEditable(slice, profileId, Date.now())
    if (last !== null) setEditing(last.seq)
  }
  return { edited, begun, setEditing, endEditing, editLast }
}
