import { Icon20ArrowDownOutline, Icon20ArrowUpOutline, Icon20DeleteOutline } from '@vkontakte/icons'
import { FormItem, NativeSelect } from '@vkontakte/vkui'
import { SECOND_ADULTS_MAX } from '#contract/communities/communities.limits.ts'
import { type Member, members } from '#contract/communities/communities.ts'
import { listUnits } from '#contract/communities/units.ts'
import { fullName } from '#contract/identity/names.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { useCommunity } from '../layout/community-context.ts'
import styles from './dialogues.module.css'
import { t } from './dialogues.texts.ts'

/** Of a larger staff the first by surname are offered. */
const OFFERED = 200

interface SecondAdultsProps {
  ids: readonly string[]
  onChange: (ids: string[]) => void
}

/** Whom the organisation names to see dialogues, in order. */
export function SecondAdults({ ids, onChange }: SecondAdultsProps) {
  const staff = useStaff()
  const move = (at: number, by: -1 | 1) => {
    const moved = [...ids]
    moved.splice(at + by, 0, ...moved.splice(at, 1))
    onChange(moved)
  }
  const offered = staff.filter(({ profileId }) => !ids.includes(profileId))
  return (
    <>
      {ids.length === 0 ? (
        <p className={styles.note}>{t.adults.empty}</p>
      ) : (
        <ol className={styles.adults}>
          {ids.map((id, at) => (
            <Adult
              key={id}
              name={nameOf(staff, id)}
              staff={staff.some(({ profileId }) => profileId === id)}
              isFirst={at === 0}
              isLast={at === ids.length - 1}
              onMove={(by) => move(at, by)}
              onRemove={() => onChange(ids.filter((other) => other !== id))}
            />
          ))}
        </ol>
      )}
      {ids.length < SECOND_ADULTS_MAX && (
        <FormItem noPadding top={t.adults.add} htmlFor="second-adult">
          <NativeSelect id="second-adult" value="" onChange={({ target }) => onChange([...ids, target.value])}>
            <option value="">{t.adults.choose}</option>
            {offered.map((member) => (
              <option key={member.profileId} value={member.profileId}>
                {fullName(member)}
              </option>
            ))}
          </NativeSelect>
        </FormItem>
      )}
    </>
  )
}

interface AdultProps {
  name: string
  staff: boolean
  isFirst: boolean
  isLast: boolean
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

function Adult({ name, staff, isFirst, isLast, onMove, onRemove }: AdultProps) {
  return (
    <li>
      <span>
        {name} {staff && <VerifiedMark />}
      </span>
      <span className={styles.moves}>
        <button
          type="button"
          aria-label={t.adults.raise(name)}
          disabled={isFirst}
          title={isFirst ? t.adults.first : undefined}
          onClick={() => onMove(-1)}
        >
          <Icon20ArrowUpOutline />
        </button>
        <button
          type="button"
          aria-label={t.adults.lower(name)}
          disabled={isLast}
          title={isLast ? t.adults.last : undefined}
          onClick={() => onMove(1)}
        >
          <Icon20ArrowDownOutline />
        </button>
        <button type="button" aria-label={t.adults.remove(name)} onClick={onRemove}>
          <Icon20DeleteOutline />
        </button>
      </span>
    </li>
  )
}

/** Everybody with a role of the staff: the people of «Коллектив». */
function useStaff(): readonly Member[] {
  const { communityId } = useCommunity().community
  const units = useApi(listUnits, { communityId })
  const unitId = units.data?.units.find(({ unit }) => unit.system)?.unit.id
  const found = useApi(
    members,
    { communityId, limit: OFFERED, ...(unitId === undefined ? {} : { unitId }) },
    { enabled: unitId !== undefined },
  )
  return found.data?.members ?? []
}

function nameOf(staff: readonly Member[], id: string): string {
  const member = staff.find(({ profileId }) => profileId === id)
  return member === undefined ? t.adults.gone : fullName(member)
}
