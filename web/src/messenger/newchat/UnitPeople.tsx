import { useMutation, useQuery } from '@tanstack/react-query'
import { PAGE_SIZE_MAX } from '#contract/communities/communities.limits.ts'
import { listContacts } from '#contract/communities/contacts.ts'
import { listUnits } from '#contract/communities/units.ts'
import { MEMBERS_ADDED_MAX } from '#contract/messenger/messenger.limits.ts'
import { terms } from '#web/communities/index.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useOwnKey } from '../boot/use-engine-calls.ts'
import { MainButton } from '../parts/Parts.tsx'
import styles from './newchat.module.css'
import { newChat } from './newchat.texts.ts'
import { Refusal } from './Refusal.tsx'

interface UnitPeopleProps {
  communityId: string
  unitId: string
  /** People who are not offered. */
  without?: ReadonlySet<string>
  onUnit: (unitId: string) => void
  /** Everybody of the unit whom the reader may choose. */
  onAll: (profileIds: readonly string[]) => void
}

/** Shows the people of one unit alone, and chooses all of them at once (CHT-04). Not there where there is one unit or none. */
export function UnitPeople({ communityId, unitId, without, onUnit, onAll }: UnitPeopleProps) {
  const engine = useEngine()
  const membership = useMessenger(({ sync }) => sync.memberships[communityId])
  const me = useMessenger(({ sync }) => sync.profileId)
  const found = useQuery({
    queryKey: useOwnKey('units', communityId),
    enabled: membership !== undefined,
    networkMode: 'always',
    retry: false,
    queryFn: () => engine.call(listUnits, { communityId }),
  })
  const all = useMutation<readonly string[], Error>({
    networkMode: 'always',
    mutationFn: async () => {
      const ids: string[] = []
      let cursor: string | null = null
      do {
        const place: { cursor?: string } = cursor === null ? {} : { cursor }
        const page = await engine.call(listContacts, { communityId, unitId, limit: PAGE_SIZE_MAX, ...place })
        ids.push(...page.contacts.map(({ profileId }) => profileId))
        cursor = page.next
      } while (cursor !== null && ids.length < MEMBERS_ADDED_MAX)
      return ids.filter((id) => id !== me && without?.has(id) !== true).slice(0, MEMBERS_ADDED_MAX)
    },
    onSuccess: onAll,
  })
  const units = found.data?.units.map(({ unit }) => unit) ?? []
  if (membership === undefined || units.length === 0) return null
  return (
    <div className={styles.fromUnit}>
      <label className={styles.name}>
        {newChat.peopleOf(terms.units[membership.type].one)}
        <select value={unitId} onChange={(event) => onUnit(event.target.value)}>
          <option value="">{newChat.anyUnit}</option>
          {units.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {unitId !== '' && (
        <MainButton mode="soft" disabled={all.isPending} onClick={() => all.mutate()}>
          {newChat.chooseAll(units.find(({ id }) => id === unitId)?.name ?? '')}
        </MainButton>
      )}
      <Refusal error={all.error} />
    </div>
  )
}
