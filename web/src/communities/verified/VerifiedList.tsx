import type { VerifiedProfile } from '#contract/communities/verification.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Person } from '#web/kit/ui/Person.tsx'
import { type Column, Table } from '#web/kit/ui/Table.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { When } from '#web/kit/ui/When.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { roleName, roleTone } from '../terms/terms.ts'
import styles from './verified.module.css'
import { t } from './verified.texts.ts'

type Ground = VerifiedProfile['grounds'][number]

interface Row {
  person: VerifiedProfile
  ground: Ground
}

/** Verified people as a table with a row for each role, as cards with all their roles on a phone. */
export function VerifiedList({ people }: { people: readonly VerifiedProfile[] }) {
  const phone = usePhone()
  if (phone) {
    return (
      <ul className={styles.cards}>
        {people.map((person) => (
          <li key={person.profileId}>
            <Name person={person} />
            {person.grounds.map((ground) => (
              <div key={keyOf(ground)} className={styles.ground}>
                <Role ground={ground} />
                <p>
                  <Since ground={ground} /> · {t.by(ground.approver ?? t.operator)} · {t.bases[ground.basis]}
                </p>
              </div>
            ))}
          </li>
        ))}
      </ul>
    )
  }
  const rows = people.flatMap((person) => person.grounds.map((ground) => ({ person, ground })))
  const columns: Column<Row>[] = [
    { key: 'name', head: t.columns.name, cell: ({ person }) => <Name person={person} /> },
    { key: 'role', head: t.columns.role, width: 200, cell: ({ ground }) => <Role ground={ground} /> },
    { key: 'since', head: t.columns.since, width: 120, cell: ({ ground }) => <Since ground={ground} /> },
    { key: 'by', head: t.columns.by, width: 180, cell: ({ ground }) => ground.approver ?? t.operator },
    { key: 'basis', head: t.columns.basis, width: 160, cell: ({ ground }) => t.bases[ground.basis] },
  ]
  const keyOfRow = ({ person, ground }: Row) => `${person.profileId} ${keyOf(ground)}`
  return <Table label={t.title} columns={columns} rows={rows} keyOf={keyOfRow} />
}

const keyOf = ({ role, unitName, since }: Ground): string => [role, unitName, since].join(' ')

function Name({ person }: { person: VerifiedProfile }) {
  return <Person id={person.profileId} person={person} staff note={person.position} size={36} />
}

function Role({ ground: { role, unitName } }: { ground: Ground }) {
  const { type } = useCommunity().community
  return (
    <span className={styles.role}>
      <Chip tone={roleTone(role)}>{roleName(type, role)}</Chip>
      {unitName !== null && <small>{unitName}</small>}
    </span>
  )
}

function Since({ ground }: { ground: Ground }) {
  return <When at={ground.since} timeZone={useCommunity().community.timeZone} dayOnly />
}
