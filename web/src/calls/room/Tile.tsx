import { Icon16Hand, Icon16MicrophoneSlash, Icon20PinOutline, Icon20PinSlashOutline } from '@vkontakte/icons'
import { memo, useEffect, useRef } from 'react'
import { Photo } from '#web/kit/photos/Photo.tsx'
import { Avatar } from '#web/kit/ui/Avatar.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { t } from '../calls.texts.ts'
import { t as floorTexts } from '../floor/floor.texts.ts'
import type { Film } from '../session/call-state.ts'
import type { Person } from './people.ts'
import styles from './room.module.css'

interface TileProps {
  person: Person
  /** Side of the letters where the camera is off. */
  face: number
  /** Columns of the grid that it takes. */
  column?: string
  isLarge?: boolean
  isPinned?: boolean
  /** Left out where nobody can be pinned. */
  onPin?: ((sessionId: string) => void) | undefined
}

/** One person in the call. */
export const Tile = memo(
  function Tile({ person, face, column, isLarge = false, isPinned = false, onPin }: TileProps) {
    const { name, camera, link } = person
    const pinLabel = isPinned ? t.room.unpin : t.room.pin(name)
    return (
      <li
        className={styles.tile}
        data-speaks={(person.speaks && person.microphone) || undefined}
        data-large={isLarge || undefined}
        data-hand={person.hand !== null || undefined}
        data-link={link}
        style={{ gridColumn: column }}
      >
        {camera !== null ? (
          <Movie film={camera} isMirrored={person.isSelf} />
        ) : (
          <Avatar id={person.profileId ?? person.sessionId} person={person.parts} size={face} className={styles.face!}>
            {person.profileId !== null && <Photo id={person.profileId} size={face} />}
          </Avatar>
        )}
        {person.hand !== null && (
          <span className={styles.hand} role="img" aria-label={floorTexts.raised(person.hand)}>
            <Icon16Hand />
            {person.hand}
          </span>
        )}
        {link !== 'good' && <span className={styles.link}>{t.room[link]}</span>}
        <span className={styles.name}>
          <Voice person={person} />
          {person.staff && <VerifiedMark />}
          {person.guest && <em>{t.room.guest}</em>}
          <span>{person.isSelf ? `${name} (${t.room.you})` : name}</span>
        </span>
        {onPin !== undefined && (
          <button
            type="button"
            className={styles.pin}
            aria-label={pinLabel}
            title={pinLabel}
            aria-pressed={isPinned}
            onClick={() => onPin(person.sessionId)}
          >
            {isPinned ? <Icon20PinSlashOutline /> : <Icon20PinOutline />}
          </button>
        )}
      </li>
    )
  },
  (before, after) =>
    samePerson(before.person, after.person) &&
    before.face === after.face &&
    before.column === after.column &&
    before.isLarge === after.isLarge &&
    before.isPinned === after.isPinned &&
    before.onPin === after.onPin,
)

function samePerson(one: Person, other: Person): boolean {
  return (Object.keys(one) as (keyof Person)[]).every((key) => one[key] === other[key])
}

function Voice({ person }: { person: Person }) {
  if (!person.microphone) {
    // The icons hide themselves from those who listen; this one says something.
    const label = { 'aria-label': t.room.muted, 'aria-hidden': false, role: 'img' }
    return <Icon16MicrophoneSlash className={styles.muted} {...label} />
  }
  if (!person.speaks) return null
  return (
    <span className={styles.level} role="img" aria-label={t.room.speaks}>
      <i />
      <i />
      <i />
    </span>
  )
}

/** A film where it stands on the page; what is no longer shown is let go of. */
export function Movie({ film, isMirrored = false }: { film: Film; isMirrored?: boolean }) {
  const element = useRef<HTMLVideoElement>(null)
  useEffect(() => (element.current === null ? undefined : film.show(element.current)), [film])
  return <video ref={element} className={styles.movie} data-mirrored={isMirrored || undefined} playsInline muted />
}
