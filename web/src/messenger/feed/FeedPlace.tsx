import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { ChildLabel } from '#contract/communities/families.ts'
import { useChildLabels } from '#web/communities/index.ts'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { BackToList } from '../chat/ChatHeader.tsx'
import { ListState } from '../parts/ListState.tsx'
import { MainButton, Notice } from '../parts/Parts.tsx'
import { unreadInFolder } from '../view/folder-chats.ts'
import { FeedCard } from './FeedCard.tsx'
import styles from './feed.module.css'
import { t } from './feed.texts.ts'
import { keyOf } from './feed-items.ts'
import { useFeed } from './use-feed.ts'

/** Where each list was left, for whoever comes back from a chat. */
const leftAt = new Map<string, number>()

/** «Лента семьи»: what was announced and posted about all children of a parent, each thing once (P-03). */
export function FeedPlace() {
  const phone = usePhone()
  const labels = useChildLabels()
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = labels.some(({ id }) => id === chosen) ? chosen : null
  return (
    <section className={styles.feed} aria-label={t.title}>
      <header className={styles.header}>
        {phone && <BackToList />}
        <div>
          <h2>{t.title}</h2>
          <small>{t.sub}</small>
        </div>
      </header>
      <ChildChoice labels={labels} chosen={shown} onChoose={setChosen} />
      <Items key={shown ?? ''} label={labels.find(({ id }) => id === shown) ?? null} />
    </section>
  )
}

interface ChildChoiceProps {
  labels: readonly ChildLabel[]
  chosen: string | null
  onChoose: (id: string | null) => void
}

/** Which child it is about, with what is unread in the chats of each. Whoever has one child has nothing to choose. */
function ChildChoice({ labels, chosen, onChoose }: ChildChoiceProps) {
  const children = useMemo(() => [...new Map(labels.map(({ id, label }) => [id, label]))], [labels])
  const unread = useMessenger(
    useShallow((state) =>
      children.map(([id]) => {
        const folder = { id, name: '', chatIds: [], rule: { by: 'child' as const, id } }
        return unreadInFolder(state, folder, labels)
      }),
    ),
  )
  if (children.length < 2) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a scrolling row in every browser
    <div className={styles.choice} role="group" aria-label={t.children}>
      <button type="button" aria-pressed={chosen === null} onClick={() => onChoose(null)}>
        {t.everybody}
      </button>
      {children.map(([id, label], place) => (
        <button type="button" key={id} aria-pressed={chosen === id} title={label} onClick={() => onChoose(id)}>
          <span>{label}</span>
          {unread[place]! > 0 && (
            <>
              <b aria-hidden="true">{unread[place]}</b>
              <span className="vh">{t.unread(unread[place]!)}</span>
            </>
          )}
        </button>
      ))}
    </div>
  )
}

function Items({ label }: { label: ChildLabel | null }) {
  const { list, items, live, refreshAsked } = useFeed(label?.id ?? null)
  const cards = useMemo(() => list.data?.pages.flatMap((page) => page.cards) ?? [], [list.data])
  const scroll = useKeptScroll(label?.id ?? '', items.length > 0)
  const onAnswered = useCallback((id: string) => void refreshAsked(id), [refreshAsked])
  const waiting = items.filter(({ waits }) => waits)
  const rest = items.filter(({ waits }) => !waits)
  const group = (title: string, group: typeof items) =>
    group.length > 0 && (
      <section aria-label={title}>
        <h3>{title}</h3>
        {group.map((item) => (
          <FeedCard key={keyOf(item)} item={item} cards={cards} live={live} onAnswered={onAnswered} />
        ))}
      </section>
    )
  return (
    <div className={styles.scroll} ref={scroll}>
      <div className={styles.column}>
        {list.data === undefined && <ListState list={list} offline={t.offline} />}
        {list.data !== undefined && items.length === 0 && <Nothing label={label} labels={list.data.pages[0]!.labels} />}
        {group(t.waiting, waiting)}
        {group(t.rest, rest)}
        {list.hasNextPage && (
          <MainButton mode="soft" disabled={list.isFetchingNextPage || !live} onClick={() => void list.fetchNextPage()}>
            {t.more}
          </MainButton>
        )}
      </div>
    </div>
  )
}

function Nothing({ label, labels }: { label: ChildLabel | null; labels: readonly ChildLabel[] }) {
  if (labels.length === 0) {
    return <Notice title={t.nobody} text={t.nobodyText} action={{ label: t.applications, href: '/applications' }} />
  }
  return <Notice title={label === null ? t.none : t.noneOf(label.label)} text={t.noneText} />
}

/** Keeps where the list was left, and goes there when it has come. */
function useKeptScroll(key: string, come: boolean) {
  const scroll = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = scroll.current
    if (!come || element === null) return
    element.scrollTop = leftAt.get(key) ?? 0
    return () => {
      leftAt.set(key, element.scrollTop)
    }
  }, [key, come])
  return scroll
}
