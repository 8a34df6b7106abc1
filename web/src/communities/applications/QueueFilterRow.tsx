import { Search } from '@vkontakte/vkui'
import { DELEGATED_ROLES } from '#contract/communities/communities.abilities.ts'
import { ROSTER_MATCHES } from '#contract/communities/roster.limits.ts'
import { ROLES_OF_TYPE, type Role } from '#contract/communities/types.ts'
import { listUnits } from '#contract/communities/units.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { FilterSelect } from '#web/kit/ui/FilterSelect.tsx'
import { Tools } from '#web/kit/ui/Page.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { roleName, terms } from '../terms/terms.ts'
import { compareUnits } from '../units/unit-order.ts'
import { t } from './applications.texts.ts'
import type { Queue } from './useQueue.ts'

/** Search, unit, role, way and date of the queue; for a lead those that he decides on. */
export function QueueFilterRow({ queue, hasRoster }: { queue: Queue; hasRoster: boolean }) {
  const { community, can } = useCommunity()
  const { filters, setFilters } = queue
  const units = useApi(listUnits, { communityId: community.communityId })
  const ofType = ROLES_OF_TYPE[community.type].filter((role) => role !== 'administrator')
  const all: Role[] = ofType.includes('parent') ? ofType : [...ofType, 'parent']
  const roles = can.decideApplications ? all : all.filter((role) => DELEGATED_ROLES.includes(role))
  const led = community.roles.flatMap(({ role, unitId }) => (role === 'lead' ? [unitId] : []))
  return (
    <Tools
      search={
        <Search
          noPadding
          value={filters.search}
          placeholder={t.search}
          aria-label={t.search}
          onChange={(event) => setFilters({ search: event.target.value })}
        />
      }
    >
      <FilterSelect
        label={terms.units[community.type].one}
        value={filters.unitId}
        options={(units.data?.units ?? [])
          .filter(({ unit }) => can.decideApplications || led.includes(unit.id))
          .sort((left, right) => compareUnits(left.unit, right.unit))
          .map(({ unit }) => ({ value: unit.id, label: unit.name }))}
        onChange={(unitId) => setFilters({ unitId })}
      />
      <FilterSelect
        label={t.filters.role}
        value={filters.role}
        options={roles.map((role) => ({ value: role, label: roleName(community.type, role) }))}
        onChange={(role) => setFilters({ role })}
      />
      {hasRoster && filters.tab === 'pending' && (
        <FilterSelect
          label={t.match.filter}
          value={filters.match}
          options={ROSTER_MATCHES.map((value) => ({ value, label: t.match.kinds[value] }))}
          onChange={(match) => setFilters({ match })}
        />
      )}
      <FilterSelect
        label={t.filters.date}
        value={filters.period}
        options={(['today', 'week', 'month'] as const).map((value) => ({ value, label: t.dates[value] }))}
        onChange={(period) => setFilters({ period })}
      />
      <FilterSelect
        label={t.filters.path}
        value={filters.path}
        options={(['link', 'messenger', 'site'] as const).map((value) => ({ value, label: terms.paths[value] }))}
        onChange={(path) => setFilters({ path })}
      />
    </Tools>
  )
}
