import { openDirect } from '#contract/messenger/chats.ts'
import { newKey } from '#web/kit/api/api.ts'
import { otherOf } from '../view/people.ts'
import { useEngine, useOnline } from './engine-context.ts'
import { useEngineCommand } from './use-engine-calls.ts'

/** The dialogue with one person: known to this device, or begun by `open`. */
export function useDialogue(profileId: string, onOpen: (chatId: string) => void) {
  const engine = useEngine()
  const online = useOnline()
  const begin = useEngineCommand(openDirect, (state) => {
    engine.takeChat(state)
    onOpen(state.chat.id)
  })
  return {
    /** Why there may be none. */
    error: begin.error,
    isPending: begin.isPending,
    /** Hands over the dialogue; false where it would have to begin and there is no network. */
    open(): boolean {
      const { chats, profileId: ownId } = engine.store.getState().sync
      const known = Object.values(chats).find((slice) => otherOf(slice, ownId) === profileId)
      if (known !== undefined) onOpen(known.chat.id)
      else if (online) begin.mutate({ id: newKey(), profileId })
      else return false
      return true
    },
  }
}
