import { useRouter } from '@tanstack/react-router'
import { Icon16Linked, Icon20MoreHorizontal, Icon20WarningTriangleOutline } from '@vkontakte/icons'
import { Button } from '@vkontakte/vkui'
import type { CSSProperties } from 'react'
import { keepsCards } from '#contract/communities/cards.abilities.ts'
import { EMAIL_GRADE_MAX } from '#contract/communities/communities.limits.ts'
import type { Membership } from '#contract/communities/communities.ts'
import { schoolYearName } from '#contract/communities/school-years.ts'
import { type CommunityType, ROLES_OF_TYPE } from '#contract/communities/types.ts'
import { archiveUnit, listUnits, type Unit } from '#contract/communities/units.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { number } from '#web/kit/i18n/plural.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { Menu, type MenuItem } from '#web/kit/ui/Menu.tsx'
import { type Column, Table } from '#web/kit/ui/Table.tsx'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { useCommunity } from '../layout/community-context.ts'
import { terms } from '../terms/terms.ts'
import type { UnitRow } from './UnitsPage.tsx'
import styles from './units.module.css'
import { t } from './units.texts.ts'

interface UnitsListProps {
  rows: readonly UnitRow[]
  onRename: (unit: Unit) => void
  onPlace: (unit: Unit) => void
}

type Figures = 'staff' | 'pupils' | 'parents'

/** Of whom a unit of this type may have any. */
export function figuresOf(type: CommunityType): Figures[] {
  if (type === 'authority') return ['staff']
  return ROLES_OF_TYPE[type].includes('pupil') ? ['staff', 'pupils', 'parents'] : ['staff', 'parents']
}

/** Units as a table, as cards on a phone. */
export function UnitsList(props: UnitsListProps) {
  const phone = usePhone()
  return phone ? <UnitCards {...props} /> : <UnitTable {...props} />
}

function UnitTable({ rows, onRename, onPlace }: UnitsListProps) {
  const { community, can } = useCommunity()
  const words = terms.units[community.type]
  const figures = (key: Figures): Column<UnitRow> => ({
    key,
    head: t.columns[key],
    width: 104,
    end: true,
    cell: (row) => (
      <span className="num">
        <Figure value={row[key]} />
      </span>
    ),
  })
  const columns: Column<UnitRow>[] = [
    {
      key: 'name',
      head: words.one,
      width: community.type === 'authority' ? 320 : 176,
      cell: (row) => <NameAndYear row={row} />,
    },
    { key: 'lead', head: t.columns.lead, cell: (row) => <Leads row={row} /> },
    ...figuresOf(community.type).map(figures),
    ...(can.decideApplications
      ? [
          {
            key: 'pending',
            head: t.columns.pending,
            width: 96,
            end: true,
            cell: (row: UnitRow) => <Pending row={row} />,
          },
        ]
      : []),
    ...(can.manageUnits || rows.some((row) => hasCards(community, row.unit))
      ? [
          {
            key: 'actions',
            head: <span className="vh">{t.columns.actions}</span>,
            width: 216,
            end: true,
            cell: (row: UnitRow) => <Actions row={row} onRename={onRename} onPlace={onPlace} />,
          },
        ]
      : []),
  ]
  return <Table label={words.title} columns={columns} rows={rows} keyOf={({ unit }) => unit.id} />
}

function UnitCards({ rows, onRename, onPlace }: UnitsListProps) {
  const { community, can } = useCommunity()
  return (
    <ul className={styles.cards}>
      {rows.map((row) => (
        <li key={row.unit.id}>
          <div className={styles.cardHead}>
            <UnitName unit={row.unit} />
            <UnitMenu row={row} onRename={onRename} onPlace={onPlace} />
          </div>
          <PartOf row={row} />
          {row.unit.schoolYear !== null && (
            <small className={cx('num', styles.year)}>{t.inYear(schoolYearName(row.unit.schoolYear))}</small>
          )}
          {!row.unit.system && <Leads row={row} alone />}
          <dl className="num">
            {figuresOf(community.type).map((key) => (
              <div key={key}>
                <dt>{t.columns[key]}</dt>
                <dd>
                  <Figure value={row[key]} />
                </dd>
              </div>
            ))}
            {can.decideApplications && (
              <div>
                <dt>{t.columns.pending}</dt>
                <dd>
                  <Pending row={row} />
                </dd>
              </div>
            )}
          </dl>
        </li>
      ))}
    </ul>
  )
}

function NameAndYear({ row }: { row: UnitRow }) {
  const { unit, depth } = row
  return (
    <div className={styles.place} style={{ '--depth': depth } as CSSProperties}>
      <UnitName unit={unit} />
      <PartOf row={row} />
      {unit.schoolYear !== null && <small className={cx('num', styles.year)}>{schoolYearName(unit.schoolYear)}</small>}
    </div>
  )
}

/** Of a department: the one of which it is a part. */
const PartOf = ({ row: { parentName } }: { row: UnitRow }) =>
  parentName !== '' && <small className={styles.year}>{t.partOf(parentName)}</small>

function UnitName({ unit }: { unit: Unit }) {
  const { community, can } = useCommunity()
  const leads = community.roles.some(({ role, unitId }) => role === 'lead' && unitId === unit.id)
  const byMail = unit.grade !== null && unit.grade <= EMAIL_GRADE_MAX && !unit.archived
  return (
    <>
      <AppLink
        href={`/o/${community.communityId}/members?unit=${unit.id}`}
        className={styles.unit}
        title={unit.system ? t.ready : unit.name}
      >
        {unit.name}
      </AppLink>
      {byMail && (can.manageLinks || leads) && (
        <AppLink href={`/o/${community.communityId}/units/${unit.id}/mail`} className={styles.link}>
          {t.byMail}
        </AppLink>
      )}
    </>
  )
}

function Figure({ value }: { value: number }) {
  return value === 0 ? <i className={styles.none}>{t.none}</i> : number(value)
}

/** Who leads a unit; `alone` where no head of a column says what the names are. */
function Leads({ row, alone = false }: { row: UnitRow; alone?: boolean }) {
  if (row.unit.system) return <span className={styles.none}>{t.ready}</span>
  const names = row.leads.join(', ')
  if (names !== '') return <span title={names}>{alone ? t.leadHere(names) : names}</span>
  return (
    <span className={styles.noLead}>
      <Icon20WarningTriangleOutline width={16} height={16} />
      {alone ? t.noLeadHere : t.noLead}
    </span>
  )
}

function Pending({ row }: { row: UnitRow }) {
  const { community } = useCommunity()
  if (row.pending === 0) return <span className={styles.none}>{t.none}</span>
  return (
    <AppLink className={styles.link} href={`/o/${community.communityId}/applications?unit=${row.unit.id}`}>
      {number(row.pending)}
    </AppLink>
  )
}

interface UnitMenuProps extends Omit<UnitsListProps, 'rows'> {
  row: UnitRow
}

function Actions({ row, onRename, onPlace }: UnitMenuProps) {
  const router = useRouter()
  const { community, can } = useCommunity()
  return (
    <span className={styles.actions}>
      {can.manageLinks && !row.unit.archived && (
        <Button
          size="s"
          mode="tertiary"
          before={<Icon16Linked />}
          onClick={() => router.history.push(`/o/${community.communityId}/links?create=1&unit=${row.unit.id}`)}
        >
          {t.invite}
        </Button>
      )}
      <UnitMenu row={row} onRename={onRename} onPlace={onPlace} />
    </span>
  )
}

/** Whether the viewer prints cards for the pupils of a unit. */
function hasCards(community: Membership, unit: Unit): boolean {
  const withoutPupils = community.type === 'kindergarten' || community.type === 'authority'
  return !withoutPupils && !unit.system && keepsCards(community, unit.id)
}

function UnitMenu({ row, onRename, onPlace }: UnitMenuProps) {
  const router = useRouter()
  const { community, can } = useCommunity()
  const { unit } = row
  const archive = useCommand(archiveUnit, {
    refreshes: [listUnits],
    onSuccess: (changed) => showToast(changed.archived ? t.archived(changed.name) : t.restored(changed.name)),
  })
  const impossible = unit.system ? t.systemRule : undefined
  const items: MenuItem[] = []
  if (hasCards(community, unit)) {
    const open = () => router.history.push(`/o/${community.communityId}/units/${unit.id}/cards`)
    items.push({ key: 'cards', label: t.cards, onSelect: open })
  }
  if (can.manageUnits) {
    items.push(
      { key: 'rename', label: t.rename, impossible, onSelect: () => onRename(unit) },
      ...(community.type === 'authority' && !unit.archived
        ? [{ key: 'place', label: t.place.menu, impossible, onSelect: () => onPlace(unit) }]
        : []),
      {
        key: 'archive',
        label: unit.archived ? t.restore : t.archive,
        impossible,
        onSelect: () =>
          archive.mutate(
            { unitId: unit.id, archived: !unit.archived },
            { onError: (error) => showFailure(explain(error).sentence) },
          ),
      },
    )
  }
  if (items.length === 0) return null
  return (
    <Menu label={t.actions(unit.name)} items={items}>
      <Icon20MoreHorizontal />
    </Menu>
  )
}
