import { listUnits } from '#contract/communities/units.ts'
import { useApi } from '#web/kit/query/useApi.ts'

/** Names of the units that the reader may see, by id. */
export function useUnitNames(communityId: string): (unitId: string) => string {
  const units = useApi(listUnits, { communityId })
  return (unitId) => units.data?.units.find(({ unit }) => unit.id === unitId)?.unit.name ?? ''
}
