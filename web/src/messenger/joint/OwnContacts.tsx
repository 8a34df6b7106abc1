import { Checkbox } from '@vkontakte/vkui'
import { listPersonal } from '#contract/communities/personal-contacts.ts'
import { listPhonebook } from '#contract/communities/phonebook.ts'
import { fullName } from '#contract/identity/names.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import styles from './joint.module.css'
import { t } from './joint.texts.ts'

/** Contacts of other organisations, by whatever way they have become that. */
export type OwnPeople = OutputOf<typeof listPhonebook>['people']

/** Those who have agreed by hand and those whom the phone books of both sides name, each once. */
export function useOwnContacts() {
  const personal = useApi(listPersonal, {})
  const phone = useApi(listPhonebook, {})
  const retry = () => void Promise.all([personal.refetch(), phone.refetch()])
  const error = personal.error ?? phone.error
  if (personal.data === undefined || phone.data === undefined) return { people: undefined, error, retry }
  const mutual: OwnPeople = personal.data.contacts.filter(({ state }) => state === 'mutual')
  const known = new Set(mutual.map(({ profileId }) => profileId))
  return { people: [...mutual, ...phone.data.people.filter(({ profileId }) => !known.has(profileId))], error, retry }
}

interface OwnContactsProps {
  people: OwnPeople
  chosen: ReadonlySet<string>
  onToggle: (profileId: string) => void
}

/** The own contacts, several of whom are chosen. */
export function OwnContacts({ people, chosen, onToggle }: OwnContactsProps) {
  return (
    <fieldset className={styles.people}>
      <legend>{t.people}</legend>
      {people.map((contact) => (
        <Checkbox
          key={contact.profileId}
          checked={chosen.has(contact.profileId)}
          onChange={() => onToggle(contact.profileId)}
        >
          {fullName(contact)} {contact.staff && <VerifiedMark />}
        </Checkbox>
      ))}
    </fieldset>
  )
}
