import { Icon24Attach } from '@vkontakte/icons'
import { useRef, useState } from 'react'
import { late } from '#web/kit/ui/late.tsx'
import { useEngine } from '../boot/engine-context.ts'
import { t } from '../messenger.texts.ts'
import { IconButton } from '../parts/Parts.tsx'
import { attachFiles } from './attached.ts'

const AttachMenu = late(async () => (await import('../polls/AttachMenu.tsx')).AttachMenu, { pressed: true })
const ChatPoll = late(async () => (await import('../polls/ChatPoll.tsx')).ChatPoll, { pressed: true })

interface AttachButtonProps {
  chatId: string
  /** Puts what is written off; left out while there is nothing that could be. */
  onLater: (() => void) | undefined
  onDone: () => void
}

/** Chooses files for the message that is being written, asks a question in its place, or puts it off. */
export function AttachButton({ chatId, onLater, onDone }: AttachButtonProps) {
  const engine = useEngine()
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState<'menu' | 'poll' | null>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          void attachFiles(engine, chatId, [...(target.files ?? [])])
          // The same file may be chosen again.
          target.value = ''
          onDone()
        }}
      />
      <IconButton
        ref={button}
        label={t.composer.attach}
        aria-haspopup="menu"
        aria-expanded={open === 'menu'}
        onClick={() => setOpen('menu')}
      >
        <Icon24Attach />
      </IconButton>
      {open === 'menu' && (
        <AttachMenu
          label={t.composer.attach}
          button={button.current!}
          onFiles={() => input.current?.click()}
          onPoll={() => setOpen('poll')}
          onLater={onLater}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'poll' && <ChatPoll chatId={chatId} onClose={() => setOpen(null)} />}
    </>
  )
}
