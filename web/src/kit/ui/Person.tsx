import type { ReactNode } from 'react'
import { fullName, type NameParts } from '#contract/identity/names.ts'
import { Photo } from '../photos/Photo.tsx'
import { Avatar } from './Avatar.tsx'
import styles from './Person.module.css'
import { VerifiedMark } from './VerifiedMark.tsx'

interface PersonProps {
  id: string
  person: NameParts
  staff?: boolean
  note?: ReactNode
  size?: number
  onOpen?: (() => void) | undefined
}

/** A person in a list: picture, full name with the mark of staff, one line under it. */
export function Person({ id, person, staff = false, note, size = 32, onOpen }: PersonProps) {
  const name = fullName(person)
  return (
    <div className={styles.who}>
      <Avatar id={id} person={person} size={size}>
        <Photo id={id} size={size} />
      </Avatar>
      <div>
        <b>
          {onOpen === undefined ? (
            <span title={name}>{name}</span>
          ) : (
            <button type="button" title={name} onClick={onOpen}>
              {name}
            </button>
          )}
          {staff && <VerifiedMark />}
        </b>
        {note !== undefined && note !== '' && <small>{note}</small>}
      </div>
    </div>
  )
}
