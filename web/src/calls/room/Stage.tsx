import { Icon24ChevronLeftOutline, Icon24ChevronRightOutline } from '@vkontakte/icons'
import {
  type ReactNode,
  type RefObject,
  type TouchEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { t } from '../calls.texts.ts'
import { choose, useChoices } from '../choices.ts'
import type { CallSession } from '../session/call-session.ts'
import { type Box, columnsFor, halfColumns, pageOf, tilesPerPage } from './layout.ts'
import type { Person } from './people.ts'
import styles from './room.module.css'
import { Movie, Tile } from './Tile.tsx'
import { useLarge } from './use-large.ts'

const PHONE_WIDTH = 768
/** A tile of the strip beside what stands large. */
const STRIP_TILE = { width: 120, height: 134 }

/** What fetches the cameras that are on the screen. */
type Shows = Pick<CallSession, 'setShown'>

interface StageProps {
  session: Shows
  people: readonly Person[]
  /** Stands over it while nobody else is there. */
  alone?: ReactNode
}

/** What the call shows: a screen that somebody shares, whoever speaks, or everybody in pages. */
export function Stage({ session, people, alone }: StageProps) {
  const stage = useRef<HTMLElement>(null)
  const box = useBox(stage)
  const view = useChoices((choices) => choices.view)
  const [pinned, setPinned] = useState<string | null>(null)
  const pin = useCallback((sessionId: string) => setPinned((before) => (before === sessionId ? null : sessionId)), [])
  const shares = people.find(({ hasScreen }) => hasScreen)
  const hasLarge = view === 'speaker' || pinned !== null || shares !== undefined
  return (
    <section ref={stage} className={styles.stage} aria-label={t.room.stage}>
      {hasLarge ? (
        <Large session={session} people={people} shares={shares} pinned={pinned} onPin={pin} box={box} />
      ) : (
        <Grid session={session} people={people} onPin={pin} box={box} />
      )}
      {people.length === 1 && shares === undefined && alone}
    </section>
  )
}

interface PartProps extends Omit<StageProps, 'alone'> {
  box: Box
  onPin: (sessionId: string) => void
}

function Grid({ session, people, onPin, box }: PartProps) {
  const [wanted, setWanted] = useState(0)
  const { shown, page, pages } = pageOf(people, wanted, tilesPerPage(box, people.length))
  const columns = columnsFor(shown.length, box)
  const rows = Math.ceil(shown.length / columns)
  useShown(session, shown, null)
  const swipe = useSwipe((step) => setWanted(page + step))
  const tile = Math.min(box.width / columns, box.height / Math.max(1, rows))
  return (
    <>
      <ul
        className={styles.grid}
        data-paged={pages > 1 || undefined}
        style={{ gridTemplateColumns: `repeat(${2 * columns}, minmax(0, 1fr))`, gridAutoRows: 'minmax(0, 1fr)' }}
        {...swipe}
      >
        {shown.map((person, place) => (
          <Tile
            key={person.sessionId}
            person={person}
            face={Math.round(Math.min(96, tile * 0.42))}
            column={halfColumns(place, shown.length, columns)}
            onPin={people.length > 1 ? onPin : undefined}
          />
        ))}
      </ul>
      {pages > 1 && <Pager page={page} pages={pages} onPage={setWanted} />}
    </>
  )
}

interface LargeProps extends PartProps {
  shares: Person | undefined
  pinned: string | null
}

function Large({ session, people, shares, pinned, onPin, box }: LargeProps) {
  const largeId = useLarge(people, pinned)
  const large = people.find(({ sessionId }) => sessionId === largeId)
  const isPhone = box.width < PHONE_WIDTH
  const others = shares === undefined ? people.filter((person) => person !== large) : people
  const room = Math.max(1, Math.floor(isPhone ? box.width / STRIP_TILE.width : box.height / STRIP_TILE.height))
  const fits = others.length <= room ? others.length : room - 1
  const strip = others.slice(0, fits)
  useShown(session, large === undefined ? strip : [large, ...strip], largeId)
  return (
    <div className={styles.split} data-alone={others.length === 0 || undefined}>
      {shares !== undefined ? (
        <Shared person={shares} />
      ) : (
        large !== undefined && (
          <ul className={styles.one}>
            <Tile person={large} face={128} isLarge isPinned={large.sessionId === pinned} onPin={onPin} />
          </ul>
        )
      )}
      {others.length > 0 && (
        <ul className={styles.strip}>
          {strip.map((person) => (
            <Tile
              key={person.sessionId}
              person={person}
              face={44}
              isPinned={person.sessionId === pinned}
              onPin={shares === undefined ? onPin : undefined}
            />
          ))}
          {fits < others.length && (
            <li className={styles.rest}>
              <button type="button" onClick={() => choose({ view: 'grid' })}>
                <b>{t.room.others(others.length - fits)}</b>
                {shares === undefined && <small>{t.room.toGrid}</small>}
              </button>
            </li>
          )}
        </ul>
      )}
    </div>
  )
}

/** A shared screen, whole and never cropped. */
function Shared({ person }: { person: Person }) {
  return (
    <figure className={styles.shared}>
      <figcaption>{person.isSelf ? t.room.sharesSelf : t.room.shares(person.name)}</figcaption>
      <div>{person.screen !== null && <Movie film={person.screen} />}</div>
    </figure>
  )
}

interface PagerProps {
  page: number
  pages: number
  onPage: (page: number) => void
}

function Pager({ page, pages, onPage }: PagerProps) {
  return (
    <nav className={styles.pager} aria-label={t.room.page(page + 1, pages)}>
      <button type="button" aria-label={t.room.previous} disabled={page === 0} onClick={() => onPage(page - 1)}>
        <Icon24ChevronLeftOutline />
      </button>
      <span aria-hidden="true">
        {page + 1} / {pages}
      </span>
      <button type="button" aria-label={t.room.next} disabled={page === pages - 1} onClick={() => onPage(page + 1)}>
        <Icon24ChevronRightOutline />
      </button>
    </nav>
  )
}

/** Cameras of those alone who are on the screen are fetched. */
function useShown(session: Shows, shown: readonly Person[], main: string | null): void {
  const ids = shown.map(({ sessionId }) => sessionId).join()
  useEffect(() => {
    session.setShown(ids.split(','), main)
  }, [session, ids, main])
  useEffect(() => () => session.setShown([], null), [session])
}

function useBox(element: RefObject<HTMLElement | null>): Box {
  const [box, setBox] = useState<Box>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    if (element.current === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return
      const { width, height } = entry.contentRect
      setBox({ width, height })
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return box
}

const SWIPE_PX = 60

/** Pages turn under a finger. */
function useSwipe(onStep: (step: 1 | -1) => void) {
  const from = useRef<number | null>(null)
  return {
    onTouchStart: (event: TouchEvent) => {
      from.current = event.touches.length === 1 ? event.touches[0]!.clientX : null
    },
    onTouchEnd: (event: TouchEvent) => {
      const way = from.current === null ? 0 : event.changedTouches[0]!.clientX - from.current
      from.current = null
      if (Math.abs(way) > SWIPE_PX) onStep(way < 0 ? 1 : -1)
    },
  }
}
