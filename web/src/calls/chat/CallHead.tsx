import { useRouter } from '@tanstack/react-router'
import { Icon24PhoneOutline, Icon24VideocamOutline } from '@vkontakte/icons'
import type { ReactNode } from 'react'
import { startRefusal } from '#contract/calls/calls.abilities.ts'
import { learnSentences, sentenceOf } from '#web/kit/errors/explain.ts'
import { callErrors } from '#web/kit/errors/pages/calls.ts'
import { Menu } from '#web/kit/ui/Menu.tsx'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { useMessenger } from '#web/messenger/index.ts'
import { callHref } from '../place.ts'
import { useRunning } from '../use-running.ts'
import styles from './strip.module.css'
import { t } from './strip.texts.ts'

learnSentences(callErrors)

/** The two buttons of a call in the head of a dialogue or a group (MSG-19); where one runs, they lead into it. */
export function CallHead({ chatId }: { chatId: string }) {
  const slice = useMessenger(({ sync }) => sync.chats[chatId])
  const kind = slice?.chat.kind
  if (slice === undefined || (kind !== 'direct' && kind !== 'group')) return null
  return <Buttons chatId={chatId} refusal={startRefusal(slice.chat, slice.mine)} />
}

type Refusal = ReturnType<typeof startRefusal>

function Buttons({ chatId, refusal }: { chatId: string; refusal: Refusal }) {
  const { history } = useRouter()
  const phone = usePhone()
  const runs = useRunning(chatId).data?.call != null
  // Whoever may only come into a call comes into the one that runs.
  const why = runs && refusal === 'call.notAllowed' ? null : refusal
  const impossible = why === null ? undefined : sentenceOf(why)
  const go = (camera: boolean) => history.push(callHref(chatId, camera))
  if (phone) {
    const items = [
      { key: 'audio', label: t.audio, icon: <Icon24PhoneOutline />, impossible, onSelect: () => go(false) },
      { key: 'video', label: t.video, icon: <Icon24VideocamOutline />, impossible, onSelect: () => go(true) },
    ]
    return (
      <Menu label={t.call} items={items}>
        <Icon24PhoneOutline />
      </Menu>
    )
  }
  return (
    <>
      <CallButton label={t.audio} impossible={impossible} onClick={() => go(false)}>
        <Icon24PhoneOutline />
      </CallButton>
      <CallButton label={t.video} impossible={impossible} onClick={() => go(true)}>
        <Icon24VideocamOutline />
      </CallButton>
    </>
  )
}

interface CallButtonProps {
  label: string
  impossible: string | undefined
  onClick: () => void
  children: ReactNode
}

/** What cannot be done says why when it is pressed. */
function CallButton({ label, impossible, onClick, children }: CallButtonProps) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      aria-disabled={impossible !== undefined}
      title={impossible ?? label}
      onClick={impossible === undefined ? onClick : () => showFailure(impossible)}
    >
      {children}
    </button>
  )
}
