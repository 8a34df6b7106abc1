import { Icon20StickerSmileOutline } from '@vkontakte/icons'
import { type RefObject, useState } from 'react'
import type { Sticker } from '#contract/messenger/sticker.ts'
import { late } from '#web/kit/ui/late.tsx'
import { useEngine } from '../boot/engine-context.ts'
import styles from '../chat/chat.module.css'
import type { Spot } from '../chat/use-sending.ts'
import { t } from '../messenger.texts.ts'

const StickerPanel = late(async () => (await import('./StickerPanel.tsx')).StickerPanel, { pressed: true })

interface OpenProps {
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
}

/** Whether the stickers are open; whoever closes them writes on. */
export function useStickers(area: RefObject<HTMLTextAreaElement | null>): OpenProps {
  const [isOpen, setOpen] = useState(false)
  return {
    isOpen,
    onOpen: (next) => {
      setOpen(next)
      if (!next) area.current?.focus()
    },
  }
}

/** Opens the stickers, beside the text. */
export function StickerButton({ isOpen, onOpen }: OpenProps) {
  return (
    <button
      type="button"
      className={styles.stickers}
      aria-label={t.composer.stickers}
      title={t.composer.stickers}
      aria-expanded={isOpen}
      onClick={() => onOpen(!isOpen)}
    >
      <Icon20StickerSmileOutline aria-hidden="true" />
    </button>
  )
}

interface StickersProps extends Pick<OpenProps, 'onOpen'> {
  /** Why none can be sent now. */
  why: string | undefined
  spot: Spot
  onSent: () => void
}

/** The stickers above the field. */
export function Stickers({ onOpen, why, spot, onSent }: StickersProps) {
  const { outbox } = useEngine()
  const send = (sticker: Sticker) => {
    void outbox.add({ ...spot, text: '', mentions: [], attachments: [], sticker })
    onSent()
  }
  return <StickerPanel why={why} onSend={send} onClose={() => onOpen(false)} />
}
