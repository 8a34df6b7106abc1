import { type KeyboardEvent, type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { MESSAGE_TEXT_MAX } from '#contract/messenger/messenger.limits.ts'
import { number } from '#web/kit/i18n/plural.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { late } from '#web/kit/ui/late.tsx'
import { useTouch } from '../boot/use-media.ts'
import type { ListKeys } from '../mentions/MentionList.tsx'
import { typedName, type Written, withName } from '../mentions/written.ts'
import { t } from '../messenger.texts.ts'
import { IconButton } from '../parts/Parts.tsx'
import styles from './chat.module.css'
import { useHold } from './use-hold.ts'

const MentionList = late(async () => (await import('../mentions/MentionList.tsx')).MentionList)

/** The counter appears when this little is left. */
const COUNT_FROM = 200

/** A text in which people of a chat can be named. */
export interface Naming {
  chatId: string
  written: Written
  onChoose: (written: Written) => void
}

interface MessageFieldProps {
  area: RefObject<HTMLTextAreaElement | null>
  text: string
  label: string
  /** What the button does. */
  action: {
    label: string
    icon: ReactNode
    busy?: boolean /** Why it cannot be pressed yet. */
    why?: string | undefined
    /** What a long press, or the key of the menu, does. */
    onHold?: (() => void) | undefined
  }
  onText: (text: string) => void
  onSubmit: () => void
  /** What is written here goes to many at once: the key of a new line makes one, and Ctrl or Cmd with it submits. */
  byButton?: boolean
  /** What submits a text that is too long for one message; without it such a text has to be made shorter. */
  onLong?: (() => void) | undefined
  /** Whether it may be submitted without a word, since it has something else. */
  wordless?: boolean
  /** Stands before the field. */
  before?: ReactNode
  /** Pictures and files that were pasted; without it only text is. */
  onFiles?: (files: File[]) => void
  /** Whom the text names, where people can be named; `onChoose` puts a name into it. */
  naming?: Naming
  /** Stands in the field, behind the text. */
  extra?: ReactNode
  /** Stands in the place of the button as long as there is nothing to submit. */
  idle?: ReactNode
  /** Keys other than the one that submits. */
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void
}

/** The field of a message with its button and, near the end, what is left of its length. */
export function MessageField(props: MessageFieldProps) {
  const { area, text, label, action, byButton = false, wordless = false, before, extra, idle } = props
  const { onText, onSubmit, onLong, onFiles, onKeyDown } = props
  const names = useNames(area, props.naming)
  const touch = useTouch()
  useGrowing(area, text)
  const over = [...text].length - MESSAGE_TEXT_MAX
  const refused = over > 0 && onLong === undefined
  const impossible = (text.trim() === '' && !wordless) || refused || action.busy === true
  const { isHeld, ...hold } = useHold(action.onHold)
  const submit = () => {
    if (impossible) return
    if (over > 0) onLong?.()
    else onSubmit()
  }
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!event.nativeEvent.isComposing && names.keys.current?.(event)) {
      event.preventDefault()
      event.stopPropagation()
      return
    }
    onKeyDown?.(event)
    if (event.defaultPrevented || event.key !== 'Enter' || event.nativeEvent.isComposing) return
    const submits = event.ctrlKey || event.metaKey || (!touch && !byButton && !event.shiftKey && !event.altKey)
    if (!submits) return
    event.preventDefault()
    submit()
  }
  return (
    <>
      {names.list}
      <div className={styles.bar}>
        {before}
        <div className={styles.field}>
          <textarea
            ref={area}
            rows={1}
            value={text}
            placeholder={t.composer.placeholder}
            aria-label={label}
            aria-invalid={refused}
            enterKeyHint={touch || byButton ? 'enter' : 'send'}
            onChange={(event) => {
              onText(event.target.value)
              // A keyboard on the glass tells of no keys and of no selection.
              names.onSelect()
            }}
            onKeyDown={onKey}
            onSelect={names.onSelect}
            onBlur={names.onBlur}
            onPaste={(event) => {
              const files = [...event.clipboardData.files]
              if (onFiles === undefined || files.length === 0) return
              event.preventDefault()
              onFiles(files)
            }}
          />
          {extra}
        </div>
        {idle !== undefined && text === '' && !wordless ? (
          idle
        ) : (
          <IconButton
            label={action.label}
            className={styles.send}
            disabled={impossible}
            title={refused ? t.composer.shorten : (action.why ?? (impossible ? t.composer.write : action.label))}
            {...hold}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              if (!isHeld()) submit()
            }}
          >
            {action.icon}
          </IconButton>
        )}
      </div>
      {over > -COUNT_FROM && (
        <p className={cx(styles.count, refused && styles.over)} role="status">
          {lengthWords(over, refused)}
        </p>
      )}
    </>
  )
}

function lengthWords(over: number, refused: boolean): string {
  const max = number(MESSAGE_TEXT_MAX)
  if (refused) return `${t.composer.over(over)}. ${t.composer.tooLong(max)}`
  return over > 0 ? t.composer.inParts(max) : t.composer.left(-over)
}

/** Offers names while one is typed behind an «@», until it is chosen or put aside. */
function useNames(area: RefObject<HTMLTextAreaElement | null>, naming: Naming | undefined) {
  const [caret, setCaret] = useState<number | null>(null)
  const [aside, setAside] = useState<number | null>(null)
  const keys = useRef<ListKeys | null>(null)
  const typed = naming === undefined || caret === null ? null : typedName(naming.written, caret)
  const list = naming !== undefined && typed !== null && typed.from !== aside && (
    <MentionList
      chatId={naming.chatId}
      query={typed.query}
      area={area}
      keys={keys}
      onDismiss={() => setAside(typed.from)}
      onChoose={(choice) => {
        const { caret: behind, ...written } = withName(naming.written, typed, choice)
        // The next key may be pressed before the next frame, and has to find the caret behind the name.
        flushSync(() => {
          naming.onChoose(written)
          setCaret(null)
        })
        area.current?.focus()
        area.current?.setSelectionRange(behind, behind)
      }}
    />
  )
  return {
    keys,
    list,
    onSelect: () => {
      const field = area.current
      const at = field === null || field.selectionStart !== field.selectionEnd ? null : field.selectionStart
      setCaret(at)
      if (at === null || aside === null || naming?.written.text[aside] !== '@') setAside(null)
    },
    onBlur: () => setCaret(null),
  }
}

/** Grows with its text; the style sheet stops it at eight lines. */
function useGrowing(area: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = area.current
    if (element === null) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [area, text])
}
