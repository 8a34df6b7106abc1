import { Icon24Users3Outline } from '@vkontakte/icons'
import { type KeyboardEvent, type RefObject, useEffect, useId, useLayoutEffect, useState } from 'react'
import { number } from '#web/kit/i18n/plural.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { useMessenger } from '../boot/engine-context.ts'
import { PersonPicture } from '../parts/Picture.tsx'
import styles from './mentions.module.css'
import { t } from './mentions.texts.ts'
import { useMentionable } from './use-mentionable.ts'

/** Takes a key of the field; true when it was for the list. */
export type ListKeys = (event: KeyboardEvent<HTMLTextAreaElement>) => boolean

interface Choice {
  readonly profileId: string | null
  readonly name: string
  readonly verified: boolean
}

interface MentionListProps {
  chatId: string
  /** What was typed of a name. */
  query: string
  area: RefObject<HTMLTextAreaElement | null>
  keys: RefObject<ListKeys | null>
  onChoose: (choice: Choice) => void
  onDismiss: () => void
}

/** Whom one may name here: stands above the field while a name is typed, and is gone over by its keys. */
export function MentionList(props: MentionListProps) {
  const slice = useMessenger(({ sync }) => sync.chats[props.chatId])
  return slice === undefined ? null : <List {...props} slice={slice} />
}

function List({ slice, query, area, keys, onChoose, onDismiss }: MentionListProps & { slice: ChatSlice }) {
  const id = useId()
  const { people, everybody, isLoading, hasFailed } = useMentionable(slice, query)
  const all =
    everybody && t.everybody.startsWith(query.toLocaleLowerCase())
      ? [{ profileId: null, name: t.everybody, verified: false }]
      : []
  const choices: Choice[] = [...all, ...people]
  const [at, setAt] = useState(0)
  const active = Math.min(at, choices.length - 1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another name begins at the top
  useEffect(() => setAt(0), [query])
  useField(area, id, choices.length === 0 ? null : active)
  useLayoutEffect(() => {
    keys.current = (event) => {
      if (choices.length === 0) return false
      if (event.key === 'Escape') onDismiss()
      else if (event.key === 'ArrowDown') setAt((active + 1) % choices.length)
      else if (event.key === 'ArrowUp') setAt((active + choices.length - 1) % choices.length)
      else if (event.key === 'Enter' || event.key === 'Tab') onChoose(choices[active]!)
      else return false
      return true
    }
    return () => {
      keys.current = null
    }
  })
  if (choices.length === 0 && !isLoading) return null
  return (
    <div className={styles.box}>
      <div className={styles.list} id={id} role="listbox" aria-label={t.label}>
        {choices.map((choice, n) => (
          <Option
            key={choice.profileId ?? 'all'}
            id={`${id}${n}`}
            choice={choice}
            count={slice.chat.membersCount}
            active={n === active}
            onChoose={() => onChoose(choice)}
          />
        ))}
      </div>
      {(isLoading || hasFailed) && <p className={styles.state}>{isLoading ? t.loading : t.failed}</p>}
    </div>
  )
}

interface OptionProps {
  id: string
  choice: Choice
  count: number
  active: boolean
  onChoose: () => void
}

function Option({ id, choice: { profileId, name, verified }, count, active, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className={styles.option}
      ref={(element) => {
        if (active) element?.scrollIntoView({ block: 'nearest' })
      }}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      {profileId === null ? (
        <span className={styles.all}>
          <Icon24Users3Outline aria-hidden="true" />
        </span>
      ) : (
        <PersonPicture profileId={profileId} size={32} />
      )}
      <span className={styles.name}>
        {profileId === null ? `@${name}` : name}
        {verified && <VerifiedMark />}
        {profileId === null && <small>{t.everybodyText(number(count))}</small>}
      </span>
    </div>
  )
}

/** Tells those who listen which name of the list is meant while the cursor stays in the field. */
function useField(area: RefObject<HTMLTextAreaElement | null>, id: string, active: number | null): void {
  useEffect(() => {
    const field = area.current
    if (field === null || active === null) return
    const said = { 'aria-autocomplete': 'list', 'aria-controls': id, 'aria-activedescendant': `${id}${active}` }
    for (const [name, value] of Object.entries(said)) field.setAttribute(name, value)
    return () => {
      for (const name of Object.keys(said)) field.removeAttribute(name)
    }
  }, [area, id, active])
}
