import { Icon20ChevronUp, Icon20PinSlashOutline, Icon24ChevronDown } from '@vkontakte/icons'
import { pinRefusal } from '#contract/messenger/chats.abilities.ts'
import type { Message } from '#contract/messenger/chats.ts'
import { arrangePins, removePin } from '#contract/messenger/pins.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { useMessenger } from '../boot/engine-context.ts'
import { useName } from '../boot/names.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { t as texts } from '../messenger.texts.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { IconButton } from '../parts/Parts.tsx'
import { speaksFor } from '../view/speaks-for.ts'
import { summaryOf } from '../view/summary.ts'
import styles from './pins.module.css'
import { t } from './pins.texts.ts'
import { seenPins } from './seen-pins.ts'

interface PinsSheetProps {
  slice: ChatSlice
  onJump: (seq: number) => void
  onClose: () => void
}

/** Everything that is pinned in a chat; whoever may pin puts it into another order and unpins. */
export function PinsSheet({ slice, onJump, onClose }: PinsSheetProps) {
  const { chat, mine } = slice
  const speaks = useMessenger(({ sync }) => speaksFor(sync.memberships, chat))
  const able = chat.kind === 'channel' ? speaks : pinRefusal(chat, mine) === null
  const arrange = useEngineCommand(arrangePins)
  const unpin = useEngineCommand(removePin)
  const marks = useMessenger(({ sync }) => sync.marks)
  const pins = seenPins(slice, marks)
  const busy = arrange.isPending || unpin.isPending
  const swap = (place: number, by: 1 | -1) => {
    const [moved, other] = [chat.pins.indexOf(pins[place]!.seq), chat.pins.indexOf(pins[place + by]!.seq)]
    const seqs = [...chat.pins]
    seqs[moved] = chat.pins[other]!
    seqs[other] = chat.pins[moved]!
    arrange.mutate({ chatId: chat.id, seqs })
  }
  return (
    <Dialog title={t.title} sub={able ? t.sub : undefined} onClose={onClose}>
      <Refusal error={arrange.error ?? unpin.error} />
      {pins.length === 0 && <p>{t.none}</p>}
      <ol className={styles.list}>
        {pins.map((message, place) => (
          <li key={message.seq}>
            <Pinned message={message} onJump={onJump} />
            {able && (
              <span className={styles.acts}>
                {place > 0 && (
                  <IconButton label={t.up} disabled={busy} onClick={() => swap(place, -1)}>
                    <Icon20ChevronUp />
                  </IconButton>
                )}
                {place < pins.length - 1 && (
                  <IconButton label={t.down} disabled={busy} onClick={() => swap(place, 1)}>
                    <Icon24ChevronDown width={20} height={20} />
                  </IconButton>
                )}
                <IconButton
                  label={t.unpin}
                  disabled={busy}
                  onClick={() => unpin.mutate({ chatId: chat.id, seq: message.seq })}
                >
                  <Icon20PinSlashOutline />
                </IconButton>
              </span>
            )}
          </li>
        ))}
      </ol>
    </Dialog>
  )
}

function Pinned({ message, onJump }: { message: Message; onJump: (seq: number) => void }) {
  const { name, verified } = useName(message.senderId)
  const { at, erased, seq } = message
  return (
    <button type="button" className={styles.item} title={t.go} onClick={() => onJump(seq)}>
      <b>
        {name} {verified && <VerifiedMark />}
      </b>
      <small>
        <When at={at} />
      </small>
      <span>{erased === null ? summaryOf(message) : texts.erased[erased]}</span>
    </button>
  )
}
