import { Icon20DeleteOutline } from '@vkontakte/icons'
import { Button, Search } from '@vkontakte/vkui'
import { useDeferredValue, useState } from 'react'
import { ROSTER_ROLES, type RosterRole } from '#contract/communities/roster.limits.ts'
import { listRecords, openRoster, type RosterRecord, removeRecords } from '#contract/communities/roster.ts'
import { listUnits } from '#contract/communities/units.ts'
import { fullName } from '#contract/identity/names.ts'
import { plainDay } from '#web/kit/i18n/dates.ts'
import { number } from '#web/kit/i18n/plural.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { FilterSelect } from '#web/kit/ui/FilterSelect.tsx'
import { Card, Foot, Tools } from '#web/kit/ui/Page.tsx'
import { Empty, ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import styles from './roster.module.css'
import { t } from './roster.texts.ts'

const PAGE = 50

/** Everybody whom the organisation knows by lists. */
export function RecordsCard({ isEmpty }: { isEmpty: boolean }) {
  const { communityId } = useCommunity().community
  const [role, setRole] = useState<RosterRole | ''>('')
  const [unitId, setUnitId] = useState('')
  const [text, setText] = useState('')
  const [removing, setRemoving] = useState<RosterRecord | 'all' | null>(null)
  const search = useDeferredValue(text.trim())
  const units = useApi(listUnits, { communityId })
  const query = useApiPages(listRecords, {
    communityId,
    limit: PAGE,
    ...(role === '' ? {} : { role }),
    ...(unitId === '' ? {} : { unitId }),
    ...(search === '' ? {} : { search }),
  })
  if (isEmpty) {
    return (
      <Card flush>
        <Empty {...t.records.empty} />
      </Card>
    )
  }
  return (
    <Card
      flush
      title={t.records.title}
      className={styles.titled}
      actions={
        <Button size="m" mode="tertiary" appearance="negative" onClick={() => setRemoving('all')}>
          {t.records.removeAll}
        </Button>
      }
    >
      <Tools
        search={
          <Search
            noPadding
            value={text}
            placeholder={t.records.search}
            aria-label={t.records.search}
            onChange={(event) => setText(event.target.value)}
          />
        }
      >
        <FilterSelect
          label={t.records.all}
          value={role}
          options={ROSTER_ROLES.map((value) => ({ value, label: t.records.roles[value] }))}
          onChange={setRole}
        />
        <FilterSelect
          label={t.records.unit}
          value={unitId}
          options={(units.data?.units ?? [])
            .filter(({ unit }) => !unit.system)
            .map(({ unit }) => ({ value: unit.id, label: unit.name }))}
          onChange={setUnitId}
        />
      </Tools>
      <FoundRecords query={query} onRemove={setRemoving} />
      {removing !== null && <RemoveDialog what={removing} onClose={() => setRemoving(null)} />}
    </Card>
  )
}

interface FoundRecordsProps {
  query: ReturnType<typeof useApiPages<typeof listRecords>>
  onRemove: (record: RosterRecord) => void
}

/** The people who were asked for, or why there are none. */
function FoundRecords({ query, onRemove }: FoundRecordsProps) {
  const { first } = query
  if (first === undefined) {
    if (query.error === null) return <RowsSkeleton rows={6} label={t.loading} />
    return <Failed error={query.error} onRetry={() => void query.refetch()} />
  }
  const found = query.pages.flatMap((page) => page.records)
  if (found.length === 0) return <Empty {...t.records.nothing} />
  return (
    <>
      <ul className={styles.list}>
        {found.map((record) => (
          <RecordRow key={record.id} record={record} onRemove={() => onRemove(record)} />
        ))}
      </ul>
      <Foot>
        <span>{t.rows.range(number(found.length), number(first.total))}</span>
        {query.hasNextPage && (
          <Button
            size="m"
            mode="tertiary"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t.rows.more}
          </Button>
        )}
      </Foot>
    </>
  )
}

function RecordRow({ record, onRemove }: { record: RosterRecord; onRemove: () => void }) {
  const about = [
    record.unitName,
    record.childName === null ? '' : t.records.childOf(record.childName),
    record.birthDate === null ? '' : t.records.born(plainDay(record.birthDate)),
    record.phones.join(', '),
  ]
  return (
    <li>
      <span className={styles.what}>
        <b>{fullName(record)}</b>
        <small className="num">{about.filter((part) => part !== '').join(' · ')}</small>
      </span>
      <button type="button" className={styles.icon} aria-label={t.records.remove(fullName(record))} onClick={onRemove}>
        <Icon20DeleteOutline />
      </button>
    </li>
  )
}

function RemoveDialog({ what, onClose }: { what: RosterRecord | 'all'; onClose: () => void }) {
  const { communityId } = useCommunity().community
  const remove = useCommand(removeRecords, {
    refreshes: [openRoster, listRecords],
    onSuccess: ({ removed }) => {
      showToast(t.records.removed(removed))
      onClose()
    },
  })
  return (
    <Dialog
      title={t.records.removeTitle}
      sub={what === 'all' ? t.records.removeAll : fullName(what)}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.after.keep}
          </Button>
          <Button
            size="l"
            appearance="negative"
            loading={remove.isPending}
            onClick={() => remove.mutate({ communityId, ids: what === 'all' ? 'all' : [what.id] })}
          >
            {t.records.removeYes}
          </Button>
        </>
      }
    >
      <p>{t.records.removeText}</p>
      <ErrorLine error={remove.error} />
    </Dialog>
  )
}
