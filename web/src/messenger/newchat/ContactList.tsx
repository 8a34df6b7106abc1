import { Icon16Done } from '@vkontakte/icons'
import type { Membership } from '#contract/communities/communities.ts'
import type { Contact } from '#contract/communities/contacts.ts'
import { fullName, initials } from '#contract/identity/names.ts'
import { roleName } from '#web/communities/index.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { useMessenger } from '../boot/engine-context.ts'
import { useLateOffline } from '../boot/use-connection-line.ts'
import { useContacts } from '../boot/use-contacts.ts'
import { t } from '../messenger.texts.ts'
import { MainButton, Notice, Skeleton } from '../parts/Parts.tsx'
import { Picture } from '../parts/Picture.tsx'
import styles from './newchat.module.css'
import { newChat } from './newchat.texts.ts'

interface ContactListProps {
  communityId: string
  search: string
  /** Only people of this unit. */
  unitId?: string
  /** People who are not offered: those who are in the chat already. */
  without?: ReadonlySet<string>
  /** Set while several are chosen. */
  chosen?: ReadonlySet<string>
  busyId?: string | null
  onPick: (contact: Contact) => void
}

/** People of an organisation with their roles; a press writes to one, or chooses several. */
export function ContactList(props: ContactListProps) {
  const { communityId, search, unitId, without, chosen, busyId = null, onPick } = props
  const contacts = useContacts(communityId, search, unitId)
  const membership = useMessenger(({ sync }) => sync.memberships[communityId])
  const offline = useLateOffline()
  const me = useMessenger(({ sync }) => sync.profileId)
  if (contacts.error !== null && contacts.data === undefined) {
    const told = explain(contacts.error)
    return (
      <Notice
        title={told.sentence}
        code={told.code}
        action={{ label: t.retry, onClick: () => void contacts.refetch() }}
      />
    )
  }
  if (contacts.data === undefined) {
    return offline ? <Notice title={t.offline.title} text={t.offline.people} /> : <ContactsSkeleton />
  }
  const people = contacts.data.pages
    .flatMap((page) => page.contacts)
    .filter((contact) => contact.profileId !== me && without?.has(contact.profileId) !== true)
  if (people.length === 0) {
    return <p className={styles.nobody}>{search.trim() === '' ? newChat.empty : newChat.nothingFound}</p>
  }
  return (
    <div className={styles.people}>
      <ul className={styles.contacts}>
        {people.map((contact) => (
          <li key={contact.profileId}>
            <button
              type="button"
              className={styles.contact}
              aria-pressed={chosen?.has(contact.profileId)}
              aria-busy={busyId === contact.profileId}
              onClick={() => onPick(contact)}
            >
              <Picture size={40} letters={initials(contact)} id={contact.profileId} version={0} />
              <span className={styles.text}>
                <b>
                  <span>{fullName(contact)}</span>
                  {contact.staff && <VerifiedMark />}
                </b>
                <small>{rolesOf(contact, membership)}</small>
              </span>
              {chosen !== undefined && (
                <span className={styles.check} aria-hidden="true">
                  {chosen.has(contact.profileId) && <Icon16Done />}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
      {contacts.hasNextPage && (
        <MainButton mode="soft" disabled={contacts.isFetchingNextPage} onClick={() => void contacts.fetchNextPage()}>
          {newChat.more}
        </MainButton>
      )}
    </div>
  )
}

function rolesOf(contact: Contact, membership: Membership | undefined): string {
  if (contact.position !== '') return contact.position
  if (membership === undefined) return ''
  const words = contact.roles.map((role) => {
    const name = roleName(membership.type, role.role)
    return role.unitName === null ? name : `${name}, ${role.unitName}`
  })
  return [...new Set(words)].join(' · ')
}

export function ContactsSkeleton() {
  return (
    <ul className={styles.contacts} aria-busy="true" aria-label={newChat.loading}>
      {[140, 180, 120, 160, 150].map((width) => (
        <li key={width} className={styles.contact}>
          <Skeleton width={40} height={40} radius={20} />
          <span className={styles.text}>
            <Skeleton width={width} />
            <Skeleton width={width - 40} height={10} />
          </span>
        </li>
      ))}
    </ul>
  )
}
