import { Icon20Cancel } from '@vkontakte/icons'
import { useEffect, useState } from 'react'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { t } from '../calls.texts.ts'
import { callHref } from '../place.ts'
import { usePeople } from '../room/people.ts'
import { Movie } from '../room/Tile.tsx'
import { useLarge } from '../room/use-large.ts'
import type { CallSession } from '../session/call-session.ts'
import styles from './host.module.css'

/** Elsewhere in the app: the shared screen, or whoever speaks, in a corner. Whoever is not seen is not shown: he is heard. */
export function Floating({ session }: { session: CallSession }) {
  const people = usePeople(session).filter(({ isSelf }) => !isSelf)
  const [closed, setClosed] = useState(false)
  const shares = people.find(({ hasScreen }) => hasScreen)
  const seen = people.filter(({ hasCamera }) => hasCamera)
  const largeId = useLarge(seen, null)
  const wanted = closed || shares !== undefined ? null : largeId
  useEffect(() => {
    session.setShown(wanted === null ? [] : [wanted], wanted)
  }, [session, wanted])
  useEffect(() => () => session.setShown([], null), [session])
  const shown = shares ?? seen.find(({ sessionId }) => sessionId === largeId)
  const film = shares === undefined ? shown?.camera : shares.screen
  if (closed || shown === undefined || film == null) return null
  return (
    <div className={styles.floating}>
      <AppLink href={callHref(session.chatId)} aria-label={t.bar.back} title={t.bar.back}>
        <Movie film={film} />
        <span>{shares === undefined ? shown.name : t.room.shares(shown.name)}</span>
      </AppLink>
      <button type="button" aria-label={t.bar.hide} title={t.bar.hide} onClick={() => setClosed(true)}>
        <Icon20Cancel />
      </button>
    </div>
  )
}
