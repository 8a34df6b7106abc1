import { useQuery } from '@tanstack/react-query'
import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { Membership } from '#contract/communities/communities.ts'
import { isAppliedStaffRole } from '#contract/communities/types.ts'
import { listUnits, type Unit } from '#contract/communities/units.ts'
import { roleName, terms } from '#web/communities/index.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useOwnKey } from '../boot/use-engine-calls.ts'
import styles from './newchat.module.css'
import { newChat } from './newchat.texts.ts'

interface UnitFieldProps {
  communityId: string
  chosenId: string
  onChoose: (unit: Unit | null) => void
}

/** Whose chat a group shall be: of one of the units whose chats the reader may make. Not there where he may make none. */
export function UnitField({ communityId, chosenId, onChoose }: UnitFieldProps) {
  const engine = useEngine()
  const membership = useMessenger(({ sync }) => sync.memberships[communityId])
  const mayAny = membership !== undefined && mayMake(membership) !== 'none'
  const found = useQuery({
    queryKey: useOwnKey('units', communityId),
    enabled: mayAny,
    networkMode: 'always',
    retry: false,
    queryFn: () => engine.call(listUnits, { communityId }),
  })
  if (membership === undefined || found.data === undefined) return null
  const may = mayMake(membership)
  const units = found.data.units
    .map(({ unit }) => unit)
    .filter((unit) => may === 'all' || (may !== 'none' && !unit.system && may.has(unit.id)))
  if (units.length === 0) return null
  return (
    <label className={styles.name}>
      {terms.units[membership.type].one}
      <select
        value={chosenId}
        onChange={(event) => onChoose(units.find(({ id }) => id === event.target.value) ?? null)}
      >
        <option value="">{newChat.noUnit}</option>
        {units.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      {chosenId !== '' && <span className={styles.hint}>{newChat.unitHint(roleName(membership.type, 'lead'))}</span>}
    </label>
  )
}

/** The units whose chats somebody may make, as the server decides it. */
function mayMake(membership: Membership): 'all' | 'none' | ReadonlySet<string> {
  if (communityAbilities(membership).manageUnits) return 'all'
  const own = membership.roles.flatMap(({ role, unitId }) =>
    isAppliedStaffRole(role) && unitId !== null ? [unitId] : [],
  )
  return own.length === 0 ? 'none' : new Set(own)
}
