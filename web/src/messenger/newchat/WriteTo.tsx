import { useEffect, useRef } from 'react'
import { openDirect } from '#contract/messenger/chats.ts'
import { newKey } from '#web/kit/api/api.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { useEngine, useOnline } from '../boot/engine-context.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { usePlace } from '../boot/use-place.ts'
import { otherOf } from '../view/people.ts'
import { newChat } from './newchat.texts.ts'
import { Refusal } from './Refusal.tsx'

/** Goes to the dialogue with this person, which begins when there is none; says why when there may be none. */
export function WriteTo({ profileId }: { profileId: string }) {
  const engine = useEngine()
  const online = useOnline()
  const { go } = usePlace()
  const asked = useRef(false)
  const open = useEngineCommand(openDirect, (state) => {
    engine.takeChat(state)
    go(state.chat.id, { replace: true })
  })
  const { mutate } = open
  useEffect(() => {
    if (asked.current) return
    const { chats, profileId: ownId } = engine.store.getState().sync
    const known = Object.values(chats).find((slice) => otherOf(slice, ownId) === profileId)
    if (known === undefined && !online) return
    asked.current = true
    if (known === undefined) mutate({ id: newKey(), profileId })
    else go(known.chat.id, { replace: true })
  }, [engine, profileId, online, go, mutate])
  if (open.error === null) return null
  return (
    <Dialog title={newChat.title} onClose={() => go(null, { replace: true })}>
      <Refusal error={open.error} />
    </Dialog>
  )
}
