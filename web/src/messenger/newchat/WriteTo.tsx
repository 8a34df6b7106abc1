import { useEffect, useRef } from 'react'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { useDialogue } from '../boot/use-dialogue.ts'
import { usePlace } from '../boot/use-place.ts'
import { newChat } from './newchat.texts.ts'
import { Refusal } from './Refusal.tsx'

/** Goes to the dialogue with this person, which begins when there is none; says why when there may be none. */
export function WriteTo({ profileId }: { profileId: string }) {
  const { go } = usePlace()
  const asked = useRef(false)
  const { open, error } = useDialogue(profileId, (chatId) => go(chatId, { replace: true }))
  useEffect(() => {
    if (!asked.current) asked.current = open()
  }, [open])
  if (error === null) return null
  return (
    <Dialog title={newChat.title} onClose={() => go(null, { replace: true })}>
      <Refusal error={error} />
    </Dialog>
  )
}
