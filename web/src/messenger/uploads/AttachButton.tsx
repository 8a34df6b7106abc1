import { Icon24Attach } from '@vkontakte/icons'
import { useRef } from 'react'
import { useEngine } from '../boot/engine-context.ts'
import { t } from '../messenger.texts.ts'
import { IconButton } from '../parts/Parts.tsx'
import { attachFiles } from './attached.ts'

/** Chooses files for the message that is being written. */
export function AttachButton({ chatId, onDone }: { chatId: string; onDone: () => void }) {
  const engine = useEngine()
  const input = useRef<HTMLInputElement>(null)
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
      <IconButton label={t.composer.attach} onClick={() => input.current?.click()}>
        <Icon24Attach />
      </IconButton>
    </>
  )
}
