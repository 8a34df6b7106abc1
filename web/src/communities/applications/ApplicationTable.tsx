import {
  Icon16Done,
  Icon20Cancel,
  Icon20Chain,
  Icon20ComputerSmartphoneOutline,
  Icon20UserCircleOutline,
} from '@vkontakte/icons'
import type { Application } from '#contract/communities/applications.ts'
import { fullName } from '#contract/identity/names.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { cx } from '#web/kit/ui/cx.ts'
import { Person } from '#web/kit/ui/Person.tsx'
import { type Column, Table } from '#web/kit/ui/Table.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { STATE_TONES } from '../own/OwnApplicationsPage.tsx'
import { roleName, roleTone, terms } from '../terms/terms.ts'
import { aboutApplicant } from './about-applicant.ts'
import { t } from './applications.texts.ts'
import { MatchChip } from './MatchChip.tsx'
import styles from './QueuePage.module.css'
import type { QueueListProps } from './QueuePage.tsx'
import type { QueueSort } from './useQueue.ts'

/** The queue on a desktop: select many, decide in the row, open beside. */
export function ApplicationTable(props: QueueListProps) {
  const { queue, selected, onSelect, openId, onOpen } = props
  const undecided = queue.filters.tab === 'pending'
  return (
    <Table<Application, QueueSort>
      label={t.title}
      columns={useColumns(props)}
      rows={queue.applications}
      keyOf={(application) => application.id}
      nameOf={fullName}
      sorting={queue.sorting}
      onSort={queue.setSorting}
      selected={undecided ? selected : undefined}
      onSelect={onSelect}
      openKey={openId ?? undefined}
      onOpen={(application) => onOpen(application.id)}
    />
  )
}

function useColumns(props: QueueListProps): Column<Application, QueueSort>[] {
  const { community } = useCommunity()
  const { queue, openId, onOpen } = props
  const undecided = queue.filters.tab === 'pending'
  const narrow = openId !== null
  const who: Column<Application, QueueSort> = {
    key: 'who',
    head: t.columns.who,
    sort: 'name',
    cell: (application) => (
      <Person
        id={application.profileId}
        person={application}
        note={aboutApplicant(application)}
        onOpen={() => onOpen(application.id)}
      />
    ),
  }
  const place: Column<Application, QueueSort> = {
    key: 'place',
    head: t.columns.place,
    width: 204,
    cell: (application) => (
      <div className={styles.place}>
        <Chip tone={roleTone(application.role)}>{roleName(community.type, application.role)}</Chip>
        <small>{application.unitName}</small>
        <MatchChip application={application} />
      </div>
    ),
  }
  const at: Column<Application, QueueSort> = {
    key: 'at',
    head: t.columns.at,
    sort: 'submitted',
    width: 148,
    cell: (application) => <When at={application.submittedAt} timeZone={community.timeZone} />,
  }
  const path: Column<Application, QueueSort> = {
    key: 'path',
    head: t.columns.path,
    width: 132,
    cell: (application) => <Path path={application.path} />,
  }
  const end: Column<Application, QueueSort> = undecided
    ? {
        key: 'actions',
        head: <span className="vh">{t.columns.actions}</span>,
        width: 104,
        end: true,
        cell: (application) => <RowActions {...props} application={application} />,
      }
    : {
        key: 'state',
        head: t.columns.state,
        width: 148,
        cell: ({ state }) => <Chip tone={STATE_TONES[state]}>{terms.applicationStates[state]}</Chip>,
      }
  return narrow ? [who, place] : [who, place, path, at, end]
}

const PATH_ICONS = { link: Icon20Chain, messenger: Icon20ComputerSmartphoneOutline, site: Icon20UserCircleOutline }

export function Path({ path }: { path: Application['path'] }) {
  const Icon = PATH_ICONS[path]
  return (
    <span className={styles.path}>
      <Icon width={16} height={16} />
      {terms.paths[path]}
    </span>
  )
}

function RowActions({ application, decisions, onReject }: QueueListProps & { application: Application }) {
  const name = fullName(application)
  return (
    <span className={styles.actions}>
      <button
        type="button"
        className={cx(styles.action, styles.yes)}
        aria-label={t.approveOne(name)}
        title={t.approve}
        disabled={decisions.busy}
        onClick={() => decisions.approve([application.id])}
      >
        <Icon16Done width={20} height={20} />
      </button>
      <button
        type="button"
        className={styles.action}
        aria-label={t.rejectOne(name)}
        title={t.reject}
        onClick={() => onReject([application.id])}
      >
        <Icon20Cancel />
      </button>
    </span>
  )
}
