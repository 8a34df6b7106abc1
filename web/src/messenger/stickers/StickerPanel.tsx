import { useQuery } from '@tanstack/react-query'
import { Icon20Cancel, Icon20HistoryBackwardOutline } from '@vkontakte/icons'
import { useEffect, useRef, useState } from 'react'
import type { Sticker } from '#contract/messenger/sticker.ts'
import { listPacks, type StickerPack } from '#contract/messenger/stickers.ts'
import { keep, recall } from '#web/kit/account/kept.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { useEngine } from '../boot/engine-context.ts'
import { useOwnKey } from '../boot/use-engine-calls.ts'
import { useTouch } from '../boot/use-media.ts'
import { IconButton, MainButton } from '../parts/Parts.tsx'
import { findStickers, stillThere, withRecent } from './find-stickers.ts'
import { stickerAt } from './StickerPicture.tsx'
import { packTitle, stickerWords } from './sticker-words.ts'
import styles from './stickers.module.css'
import { t } from './stickers.texts.ts'

const RECENT = 'stickers.recent'
const FRESH_MS = 600_000
const BLANKS = [1, 2, 3, 4, 5, 6, 7, 8]

interface StickerPanelProps {
  why: string | undefined
  onSend: (sticker: Sticker) => void
  onClose: () => void
}

/** Stickers by pack, those that were sent last, and a search by words; a press sends one (MSG-06). */
export function StickerPanel({ why, onSend, onClose }: StickerPanelProps) {
  const engine = useEngine()
  const touch = useTouch()
  const panel = useRef<HTMLElement>(null)
  const packs = useQuery({
    queryKey: useOwnKey('stickers'),
    queryFn: () => engine.call(listPacks, {}),
    staleTime: FRESH_MS,
    networkMode: 'always',
    retry: false,
  })
  const [recent, setRecent] = useState(() => recall<Sticker[]>(RECENT) ?? [])
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  useEffect(() => {
    if (!touch) panel.current?.querySelector('input')?.focus()
  }, [touch])
  const all = packs.data?.packs ?? []
  const sent = stillThere(all, recent)
  const tab = chosen ?? (sent.length > 0 ? RECENT : (all[0]?.id ?? null))
  const send = (sticker: Sticker) => {
    onSend(sticker)
    const next = withRecent(recall<Sticker[]>(RECENT) ?? [], sticker)
    keep(RECENT, next)
    // What is under the finger stays where it is, until the panel is opened again or something else is looked at.
    setChosen(tab)
    if (tab !== RECENT) setRecent(next)
  }
  const shown = search.trim() === '' ? (tab === RECENT ? sent : ofPack(all, tab)) : findStickers(all, search)
  return (
    <section
      ref={panel}
      className={styles.panel}
      aria-label={t.panel}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
    >
      <div className={styles.head}>
        <input
          type="search"
          value={search}
          placeholder={t.search}
          aria-label={t.search}
          onChange={({ target }) => setSearch(target.value)}
        />
        <IconButton label={t.close} onClick={onClose}>
          <Icon20Cancel />
        </IconButton>
      </div>
      {packs.isError ? (
        <div className={styles.none}>
          <p role="alert">{explain(packs.error).sentence}</p>
          <MainButton mode="soft" onClick={() => void packs.refetch()}>
            {t.again}
          </MainButton>
        </div>
      ) : (
        <Grid shown={packs.isPending ? null : shown} isSearch={search.trim() !== ''} why={why} onSend={send} />
      )}
      {search.trim() === '' && all.length > 0 && (
        <Tabs packs={all} hasRecent={sent.length > 0} tab={tab} onChoose={setChosen} />
      )}
    </section>
  )
}

function ofPack(packs: readonly StickerPack[], id: string | null): Sticker[] {
  return findStickers(
    packs.filter((pack) => pack.id === id),
    '',
  )
}

interface GridProps {
  /** Null while they are on their way. */
  shown: readonly Sticker[] | null
  isSearch: boolean
  why: string | undefined
  onSend: (sticker: Sticker) => void
}

function Grid({ shown, isSearch, why, onSend }: GridProps) {
  if (shown === null) {
    return (
      <div className={styles.grid} aria-busy="true">
        {BLANKS.map((n) => (
          <span key={n} className={styles.blank} />
        ))}
      </div>
    )
  }
  if (shown.length === 0) {
    return (
      <p className={styles.none} role="status">
        {isSearch ? t.nothing : t.empty}
      </p>
    )
  }
  return (
    <div className={styles.grid}>
      {shown.map((sticker) => (
        <button
          key={`${sticker.packId} ${sticker.id}`}
          type="button"
          className={styles.one}
          aria-label={t.send(stickerWords(sticker))}
          title={why ?? stickerWords(sticker)}
          disabled={why !== undefined}
          onClick={() => onSend(sticker)}
        >
          <img src={stickerAt(sticker)} alt="" loading="lazy" decoding="async" />
        </button>
      ))}
    </div>
  )
}

interface TabsProps {
  packs: readonly StickerPack[]
  hasRecent: boolean
  tab: string | null
  onChoose: (id: string) => void
}

function Tabs({ packs, hasRecent, tab, onChoose }: TabsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: A fieldset cannot be scrolled sideways in every browser.
    <div className={styles.tabs} role="group" aria-label={t.packs}>
      {hasRecent && (
        <button
          type="button"
          className={cx(styles.tab, tab === RECENT && styles.on)}
          aria-pressed={tab === RECENT}
          aria-label={t.recent}
          title={t.recent}
          onClick={() => onChoose(RECENT)}
        >
          <Icon20HistoryBackwardOutline />
        </button>
      )}
      {packs.map((pack) => (
        <button
          key={pack.id}
          type="button"
          className={cx(styles.tab, tab === pack.id && styles.on)}
          aria-pressed={tab === pack.id}
          aria-label={packTitle(pack)}
          title={packTitle(pack)}
          onClick={() => onChoose(pack.id)}
        >
          <img src={stickerAt({ packId: pack.id, id: pack.stickers[0]!.id })} alt="" />
        </button>
      ))}
    </div>
  )
}
