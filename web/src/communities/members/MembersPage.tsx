import { useRouter, useSearch } from '@tanstack/react-router'
import { Icon20Add } from '@vkontakte/icons'
import { Button, Search } from '@vkontakte/vkui'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { members } from '#contract/communities/communities.ts'
import { ROLES_OF_TYPE, type Role } from '#contract/communities/types.ts'
import { listUnits } from '#contract/communities/units.ts'
import { lazyPage } from '#web/kit/frame/lazy-page.tsx'
import { number } from '#web/kit/i18n/plural.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { FilterSelect } from '#web/kit/ui/FilterSelect.tsx'
import { Card, Foot, PageHead, Tools } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { Tabs } from '#web/kit/ui/Tabs.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { DoublesLink } from '../doubles/DoublesLink.tsx'
import { FamilyCases } from '../family/FamilyCases.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { roleName, terms } from '../terms/terms.ts'
import { compareUnits } from '../units/unit-order.ts'
import { MembersList } from './MembersList.tsx'
import { t } from './members.texts.ts'

const PAGE = 50

// Loaded from here and not by a route of its own, so that chats do not pay for its name.
const DoublesPage = lazyPage(() => import('../doubles/DoublesPage.tsx'), 'DoublesPage')

/** Members of an organisation, or those of them who are likely there twice (STR-14). */
export function MembersPage() {
  const { can } = useCommunity()
  const asked = useSearch({ strict: false }) as { doubles?: unknown }
  return can.manageMembers && asked.doubles !== undefined ? <DoublesPage /> : <AllMembers />
}

/** Members by surname, of one role or one unit (STR-09); pupils and parents see staff and their own unit. */
function AllMembers() {
  const { community, can } = useCommunity()
  const { communityId } = community
  const router = useRouter()
  const asked = useSearch({ strict: false }) as { unit?: string }
  const [unitId, setUnitId] = useState(asked.unit ?? '')
  const [role, setRole] = useState<Role | 'all'>('all')
  const [text, setText] = useState('')
  const search = useDeferredValue(text.trim())
  const phone = usePhone()
  const query = useApiPages(members, {
    communityId,
    limit: PAGE,
    ...(unitId === '' ? {} : { unitId }),
    ...(role === 'all' ? {} : { role }),
    ...(search === '' ? {} : { search }),
  })
  const invite = can.manageLinks && (
    <Button size="l" before={<Icon20Add />} onClick={() => router.history.push(`/o/${communityId}/links?create=1`)}>
      {t.invite}
    </Button>
  )
  return (
    <>
      <PageHead title={t.title} sub={query.first === undefined ? undefined : terms.people(query.first.total)}>
        {invite}
      </PageHead>
      {can.manageMembers && <DoublesLink communityId={communityId} />}
      {can.manageMembers && <FamilyCases communityId={communityId} timeZone={community.timeZone} />}
      <Card flush plain={phone}>
        <RoleTabs role={role} onChange={setRole} />
        <Tools
          search={
            <Search
              noPadding
              value={text}
              placeholder={t.search}
              aria-label={t.search}
              onChange={(event) => setText(event.target.value)}
            />
          }
        >
          <UnitFilter unitId={unitId} onChange={setUnitId} />
        </Tools>
        <FoundMembers query={query} narrowed={unitId !== '' || role !== 'all' || search !== ''} invite={invite} />
      </Card>
    </>
  )
}

interface FoundMembersProps {
  query: ReturnType<typeof useApiPages<typeof members>>
  narrowed: boolean
  invite: ReactNode
}

/** The members that were asked for, or why there are none. */
function FoundMembers({ query, narrowed, invite }: FoundMembersProps) {
  if (query.first === undefined) {
    if (query.error === null) return <RowsSkeleton label={t.loading} />
    return <Failed error={query.error} onRetry={() => void query.refetch()} />
  }
  const people = query.pages.flatMap((page) => page.members)
  if (people.length === 0) return <Empty {...(narrowed ? t.nothing : t.empty)} action={!narrowed && invite} />
  return (
    <>
      <MembersList people={people} />
      <Foot>
        <span>{t.range(number(people.length), number(query.first.total))}</span>
        {query.hasNextPage && (
          <Button
            size="m"
            mode="tertiary"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t.more}
          </Button>
        )}
      </Foot>
    </>
  )
}

function RoleTabs({ role, onChange }: { role: Role | 'all'; onChange: (role: Role | 'all') => void }) {
  const { type } = useCommunity().community
  const ofType = ROLES_OF_TYPE[type]
  const roles: Role[] = [...ofType, ...(ofType.includes('parent') ? [] : ['parent' as const])]
  return (
    <Tabs
      label={t.who}
      value={role}
      onChange={onChange}
      items={[{ key: 'all', label: t.all }, ...roles.map((key) => ({ key, label: roleName(type, key) }))]}
    />
  )
}

function UnitFilter({ unitId, onChange }: { unitId: string; onChange: (unitId: string) => void }) {
  const { communityId, type } = useCommunity().community
  const units = useApi(listUnits, { communityId })
  const options = [...(units.data?.units ?? [])]
    .sort((left, right) => compareUnits(left.unit, right.unit))
    .map(({ unit }) => ({ value: unit.id, label: unit.name }))
  return <FilterSelect label={terms.units[type].one} value={unitId} options={options} onChange={onChange} />
}
