import { Icon16Chevron } from '@vkontakte/icons'
import { Skeleton } from '@vkontakte/vkui'
import type { Static } from 'typebox'
import type { MemberRole } from '#contract/communities/communities.ts'
import { listUnits, type UnitWithFigures } from '#contract/communities/units.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { number } from '#web/kit/i18n/plural.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { roleName, roleTone } from '../terms/terms.ts'
import { t } from './home.texts.ts'
import styles from './YoursCard.module.css'

type Figures = Static<typeof UnitWithFigures>
type Role = Static<typeof MemberRole>

/** Where the reader belongs and as whom: his classes, who leads them and how many people are in them. */
export function YoursCard() {
  const { community } = useCommunity()
  const units = useApi(listUnits, { communityId: community.communityId })
  return (
    <Card title={t.yours.title} flush className={styles.card}>
      {units.data === undefined ? (
        units.error === null ? (
          <Skeleton className={styles.skeleton} height={72} borderRadius={10} />
        ) : (
          <ErrorLine error={units.error} />
        )
      ) : (
        <ul>
          {community.roles.map((role) => (
            <Row
              key={`${role.role}${role.unitId}`}
              role={role}
              row={units.data.units.find(({ unit }) => unit.id === role.unitId) ?? null}
            />
          ))}
        </ul>
      )}
    </Card>
  )
}

function Row({ role, row }: { role: Role; row: Figures | null }) {
  const { community } = useCommunity()
  if (row === null && role.unitId !== null) return null
  const base = `/o/${community.communityId}/members`
  return (
    <li>
      <AppLink href={row === null ? base : `${base}?unit=${row.unit.id}`} className={styles.row}>
        <span>
          <span className={styles.name}>
            <b>{row === null ? t.yours.unit : row.unit.name}</b>
            <Chip tone={roleTone(role.role)}>{roleName(community.type, role.role)}</Chip>
          </span>
          {row !== null && row.leads.length > 0 && role.role !== 'lead' && (
            <small>{t.yours.lead(roleName(community.type, 'lead'), row.leads.join(', '))}</small>
          )}
          {row !== null && <Counts row={row} />}
        </span>
        <Icon16Chevron />
      </AppLink>
    </li>
  )
}

function Counts({ row }: { row: Figures }) {
  const counts = [
    [t.figures.pupils, row.pupils],
    [t.figures.parents, row.parents],
    [t.figures.staff, row.staff],
  ] as const
  const words = counts.filter(([, count]) => count > 0).map(([name, count]) => `${name}: ${number(count)}`)
  return words.length === 0 ? null : <small className="num">{words.join(' · ')}</small>
}
