import { Icon20DownloadOutline } from '@vkontakte/icons'
import { Button, Search } from '@vkontakte/vkui'
import { useDeferredValue, useState } from 'react'
import { isStaffRole, ROLES_OF_TYPE, type Role } from '#contract/communities/types.ts'
import { VERIFICATION_BASES, type VerificationBasis, verified } from '#contract/communities/verification.ts'
import { number } from '#web/kit/i18n/plural.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { FilterSelect } from '#web/kit/ui/FilterSelect.tsx'
import { Card, Foot, PageHead, Tools } from '#web/kit/ui/Page.tsx'
import { Denied, Empty, ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { useCommunity } from '../layout/community-context.ts'
import { roleName, terms } from '../terms/terms.ts'
import { useExport } from './use-export.ts'
import { VerifiedList } from './VerifiedList.tsx'
import { t } from './verified.texts.ts'

const PAGE = 50

/** «Верифицированные профили»: who holds the mark by this organisation, since when, by whom and why (VER-05). */
export function VerifiedPage() {
  const { can } = useCommunity()
  if (can.manageMembers) return <Verified />
  return (
    <>
      <PageHead title={t.title} />
      <Card flush>
        <Denied {...t.denied} />
      </Card>
    </>
  )
}

function Verified() {
  const { community } = useCommunity()
  const { communityId, type } = community
  const [role, setRole] = useState<Role | ''>('')
  const [basis, setBasis] = useState<VerificationBasis | ''>('')
  const [text, setText] = useState('')
  const search = useDeferredValue(text.trim())
  const phone = usePhone()
  const asked = {
    communityId,
    ...(role === '' ? {} : { role }),
    ...(basis === '' ? {} : { basis }),
    ...(search === '' ? {} : { search }),
  }
  const query = useApiPages(verified, { ...asked, limit: PAGE })
  const saving = useExport(community, asked)
  return (
    <>
      <PageHead title={t.title} sub={query.first === undefined ? t.sub : terms.people(query.first.total)}>
        <Button
          size="l"
          mode="outline"
          appearance="neutral"
          before={<Icon20DownloadOutline />}
          loading={saving.isPending}
          disabled={(query.first?.total ?? 0) === 0}
          title={query.first?.total === 0 ? t.nothingToSave : undefined}
          onClick={() => saving.mutate()}
        >
          {t.save}
        </Button>
      </PageHead>
      <ErrorLine error={saving.error} />
      <Card flush plain={phone}>
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
          <FilterSelect
            label={t.columns.role}
            value={role}
            options={ROLES_OF_TYPE[type].filter(isStaffRole).map((key) => ({ value: key, label: roleName(type, key) }))}
            onChange={setRole}
          />
          <FilterSelect
            label={t.columns.basis}
            value={basis}
            options={VERIFICATION_BASES.map((key) => ({ value: key, label: t.bases[key] }))}
            onChange={setBasis}
          />
        </Tools>
        <Found query={query} narrowed={role !== '' || basis !== '' || search !== ''} />
      </Card>
    </>
  )
}

interface FoundProps {
  query: ReturnType<typeof useApiPages<typeof verified>>
  narrowed: boolean
}

/** The people who were asked for, or why there are none. */
function Found({ query, narrowed }: FoundProps) {
  if (query.first === undefined) {
    if (query.error === null) return <RowsSkeleton label={t.loading} />
    return <Failed error={query.error} onRetry={() => void query.refetch()} />
  }
  const people = query.pages.flatMap((page) => page.profiles)
  if (people.length === 0) return <Empty {...(narrowed ? t.nothing : t.empty)} />
  return (
    <>
      <VerifiedList people={people} />
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
