import { Icon16DropdownOutline } from '@vkontakte/icons'
import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { type ChildRead, listChildReads } from '#contract/communities/audit.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { roleName } from '../terms/terms.ts'
import styles from './audit.module.css'
import { t } from './audit.texts.ts'

const PAGE = 20

interface ChildReadsProps {
  childProfileId: string
  isOwn: boolean
}

/** «Кто смотрел данные ребёнка», for its parents and for itself; asked for when it is opened. */
export function ChildReads({ childProfileId, isOwn }: ChildReadsProps) {
  const [open, setOpen] = useState(false)
  return (
    <section className={styles.reads}>
      <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
        {isOwn ? t.reads.openOwn : t.reads.open}
        <Icon16DropdownOutline />
      </button>
      {open && <Reads childProfileId={childProfileId} />}
    </section>
  )
}

function Reads({ childProfileId }: { childProfileId: string }) {
  const query = useApiPages(listChildReads, { childProfileId, limit: PAGE })
  if (query.first === undefined) {
    return query.error === null ? (
      <RowsSkeleton rows={2} label={t.reads.loading} />
    ) : (
      <Failed error={query.error} onRetry={() => void query.refetch()} />
    )
  }
  const reads = query.pages.flatMap((page) => page.reads)
  if (reads.length === 0) return <p>{t.reads.empty}</p>
  return (
    <>
      <p>{t.reads.note}</p>
      <ul>
        {reads.map((read) => (
          <li key={`${read.at}/${read.reader}/${read.data}`}>
            <b>{readerWords(read)}</b>
            <small>{placeWords(read)}</small>
            <small>
              {t.words.data[read.data]} · <When at={read.at} />
            </small>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button size="m" mode="tertiary" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t.more}
        </Button>
      )}
      <ErrorLine error={query.error} />
    </>
  )
}

function readerWords({ reader, operator }: ChildRead): string {
  return reader ?? (operator ? t.operator : t.reads.gone)
}

function placeWords({ role, communityName, communityType }: ChildRead): string {
  const words = [role === null ? null : roleName(communityType ?? 'school', role), communityName]
  return words.filter((word) => word !== null).join(' · ')
}
