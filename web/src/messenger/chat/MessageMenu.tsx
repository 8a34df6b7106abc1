import {
  Icon20CheckCircleOutline,
  Icon20CopyOutline,
  Icon20DeleteOutline,
  Icon20FavoriteOutline,
  Icon20LinkCircleOutline,
  Icon20MessageArrowRightOutline,
  Icon20PinOutline,
  Icon20PinSlashOutline,
  Icon20ReplyOutline,
  Icon20ReportOutline,
  Icon20UnfavoriteOutline,
  Icon20UsersOutline,
  Icon20ViewOutline,
  Icon20WriteOutline,
} from '@vkontakte/icons'
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Reaction } from '#contract/messenger/chats.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { useName } from '../boot/names.ts'
import { t } from '../messenger.texts.ts'
import type { BubbleItem } from '../view/flow.ts'
import { summaryOf } from '../view/summary.ts'
import styles from './chat.module.css'
import { menuTexts } from './menu.texts.ts'
import type { MessageAbilities } from './message-abilities.ts'

const EDGE_PX = 8
const NEXT: readonly string[] = ['ArrowDown', 'ArrowRight']
const BEFORE: readonly string[] = ['ArrowUp', 'ArrowLeft']

interface MessageMenuProps {
  item: BubbleItem
  at: { x: number; y: number }
  chatId: string
  abilities: MessageAbilities
  pinned: boolean
  onPin: (item: BubbleItem) => void
  onReply: (item: BubbleItem) => void
  onEdit: (item: BubbleItem) => void
  onImportant: (item: BubbleItem) => void
  onDelete: (item: BubbleItem) => void
  onReact: (item: BubbleItem, reaction: Reaction | null) => void
  onReactors: (item: BubbleItem) => void
  onReaders: (item: BubbleItem) => void
  onForward: (item: BubbleItem) => void
  onPick: (item: BubbleItem) => void
  onReport: (item: BubbleItem) => void
  onClose: () => void
}

/** What can be done with a message: at the pointer on a desktop, from the foot of a phone. */
export function MessageMenu(props: MessageMenuProps) {
  const { item, at, chatId, abilities, onReact, onClose } = props
  const menu = useRef<HTMLDivElement>(null)
  const phone = usePhone()
  const whole = item.erased === null
  const place = usePlace(menu, at)
  useEffect(() => {
    // Before anybody else: the key closes the menu only, wherever the focus is.
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      onClose()
    }
    addEventListener('keydown', onKeyDown, true)
    return () => removeEventListener('keydown', onKeyDown, true)
  }, [onClose])
  const { leadOn } = useFocus(menu)
  const entry = (label: string, icon: ReactNode, act: () => void, danger = false) => (
    <button
      type="button"
      role="menuitem"
      className={danger ? styles.danger : undefined}
      onClick={() => {
        onClose()
        act()
      }}
    >
      {icon}
      <span>{label}</span>
    </button>
  )
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: Esc is the key for it */}
      <div className={styles.veil} onClick={onClose} onContextMenu={(event) => event.preventDefault()} />
      <div
        ref={menu}
        className={styles.menu}
        style={place}
        role="menu"
        tabIndex={-1}
        aria-label={t.menu.label}
        onKeyDown={(event) => onMenuKey(event, onClose)}
      >
        {phone && <Meant item={item} />}
        {abilities.react.length > 0 && (
          <ReactionRow
            offered={abilities.react}
            chosen={item.ownReaction}
            onChoose={(reaction) => {
              onClose()
              onReact(item, reaction)
            }}
          />
        )}
        {abilities.reply && entry(t.menu.reply, <Icon20ReplyOutline />, () => props.onReply(item))}
        {abilities.edit && entry(menuTexts.edit, <Icon20WriteOutline />, () => props.onEdit(item))}
        {item.text !== '' && entry(menuTexts.copy, <Icon20CopyOutline />, () => void copy(item.text))}
        {whole &&
          entry(menuTexts.link, <Icon20LinkCircleOutline />, () => {
            void copy(`${location.origin}/im/${chatId}?m=${item.seq}`)
          })}
        {abilities.pin &&
          entry(
            props.pinned ? menuTexts.unpin : menuTexts.pin,
            props.pinned ? <Icon20PinSlashOutline /> : <Icon20PinOutline />,
            () => props.onPin(item),
          )}
        {abilities.important &&
          entry(
            item.important ? menuTexts.unimportant : menuTexts.important,
            item.important ? <Icon20UnfavoriteOutline /> : <Icon20FavoriteOutline />,
            () => props.onImportant(item),
          )}
        {abilities.forward &&
          entry(menuTexts.forward, <Icon20MessageArrowRightOutline />, () => leadOn(() => props.onForward(item)))}
        {whole && entry(menuTexts.pick, <Icon20CheckCircleOutline />, () => leadOn(() => props.onPick(item)))}
        {abilities.readers &&
          entry(menuTexts.readers, <Icon20ViewOutline />, () => leadOn(() => props.onReaders(item)))}
        {abilities.reactors &&
          item.reactions.length > 0 &&
          entry(menuTexts.reactors, <Icon20UsersOutline />, () => leadOn(() => props.onReactors(item)))}
        {abilities.report && entry(menuTexts.report, <Icon20ReportOutline />, () => leadOn(() => props.onReport(item)))}
        {whole && entry(menuTexts.erase, <Icon20DeleteOutline />, () => leadOn(() => props.onDelete(item)), true)}
      </div>
    </>
  )
}

/** Of which message the sheet of a phone speaks, which it may hide. */
function Meant({ item }: { item: BubbleItem }) {
  const { name, verified } = useName(item.senderId)
  return (
    <p className={styles.meant} role="presentation">
      <b className={styles.cut}>
        {item.own ? t.you : name} {/* A menu holds no picture that is read out; the bubble has said it already. */}
        <span aria-hidden="true">{verified && <VerifiedMark />}</span>
      </b>
      <span>{summaryOf(item)}</span>
    </p>
  )
}

interface ReactionRowProps {
  offered: readonly Reaction[]
  chosen: Reaction | null
  onChoose: (reaction: Reaction | null) => void
}

/** Reactions in a row; the own one is marked, and choosing it again takes it back. */
function ReactionRow({ offered, chosen, onChoose }: ReactionRowProps) {
  return (
    <fieldset className={styles.reactionRow} aria-label={t.reactions.title}>
      {offered.map((reaction) => (
        <button
          key={reaction}
          type="button"
          role="menuitemradio"
          aria-checked={reaction === chosen}
          aria-label={reaction === chosen ? `${reaction}, ${t.reactions.takeBack}` : reaction}
          onClick={() => onChoose(reaction === chosen ? null : reaction)}
        >
          {reaction}
        </button>
      ))}
    </fieldset>
  )
}

function onMenuKey(event: KeyboardEvent<HTMLElement>, onClose: () => void): void {
  if (event.key === 'Tab') {
    event.preventDefault()
    onClose()
  }
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const index = buttons.indexOf(document.activeElement as HTMLButtonElement)
  const next = nextOf(event.key, index, buttons.length)
  if (next === null) return
  event.preventDefault()
  buttons[next]?.focus()
}

/** Where a key goes from one of `count` entries in a circle; null when it goes nowhere. */
function nextOf(key: string, index: number, count: number): number | null {
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  if (NEXT.includes(key)) return (index + 1) % count
  if (BEFORE.includes(key)) return (index - 1 + count) % count
  return null
}

/**
 * Takes the focus to the first entry, and back where it was. The button that opened the menu is there only as long as it,
 * the menu or the pointer is: what opens a dialogue, and whoever finds no button, goes back to the message itself.
 */
function useFocus(menu: React.RefObject<HTMLDivElement | null>) {
  const leadsOn = useRef(false)
  // Before the next picture, so that the button is still there.
  useLayoutEffect(() => {
    const before = document.activeElement
    menu.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
    return () => {
      if (!(before instanceof HTMLElement)) return
      const message = before.closest<HTMLElement>('article')
      // A message that is seen in part only stays where it is.
      if (!leadsOn.current || message === null) before.focus({ preventScroll: true })
      if (document.activeElement !== before) message?.focus({ preventScroll: true })
    }
  }, [menu])
  const leadOn = (act: () => void) => {
    leadsOn.current = true
    act()
  }
  return { leadOn }
}

/** Keeps the menu inside of the window; on a phone the style sheet puts it to the foot. */
function usePlace(menu: React.RefObject<HTMLDivElement | null>, at: { x: number; y: number }) {
  const phone = usePhone()
  const [place, setPlace] = useState({ left: at.x, top: at.y })
  useLayoutEffect(() => {
    const box = menu.current?.getBoundingClientRect()
    if (box === undefined) return
    const left = Math.max(EDGE_PX, Math.min(at.x, innerWidth - box.width - EDGE_PX))
    const top = Math.max(EDGE_PX, Math.min(at.y, innerHeight - box.height - EDGE_PX))
    setPlace({ left, top })
  }, [menu, at])
  return phone ? {} : place
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    showToast(menuTexts.copied)
  } catch {
    // The browser has asked and the person has said no.
  }
}
