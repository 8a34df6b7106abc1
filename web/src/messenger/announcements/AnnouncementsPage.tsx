import { Button } from '@vkontakte/vkui'
import { useEffect, useState } from 'react'
import { mayAnnounce } from '#contract/communities/unit-audiences.ts'
import { listAnnouncements, type OwnAnnouncement } from '#contract/messenger/announcements.ts'
import { useCommunity } from '#web/communities/index.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Denied, Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { AnnouncementCard } from './AnnouncementCard.tsx'
import styles from './announcements.module.css'
import { t } from './announcements.texts.ts'
import { EditDialog, WithdrawDialog } from './ChangeDialogs.tsx'
import { ComposeDialog } from './ComposeDialog.tsx'
import { FamiliesDialog } from './FamiliesDialog.tsx'

/** What is on its way is asked for again so often, in milliseconds. */
const AGAIN_MS = 1_500
const PAGE = 20

/** «Объявления»: what the staff has announced, and how far it has come. */
export function AnnouncementsPage() {
  const { community } = useCommunity()
  const [making, setMaking] = useState(false)
  const allowed = mayAnnounce(community)
  useEffect(() => {
    document.title = t.documentTitle
  }, [])
  return (
    <>
      <PageHead title={t.title} sub={t.sub}>
        {allowed && (
          <Button size="l" onClick={() => setMaking(true)}>
            {t.make}
          </Button>
        )}
      </PageHead>
      {allowed ? (
        <Announcements onMake={() => setMaking(true)} />
      ) : (
        <Card flush>
          <Denied {...t.denied} />
        </Card>
      )}
      {making && <ComposeDialog onClose={() => setMaking(false)} />}
    </>
  )
}

function Announcements({ onMake }: { onMake: () => void }) {
  const { communityId } = useCommunity().community
  const query = useApiPages(listAnnouncements, { communityId, limit: PAGE })
  const [deed, setDeed] = useState<{ what: 'edit' | 'withdraw' | 'families'; announcement: OwnAnnouncement } | null>(
    null,
  )
  const made = query.pages.flatMap((page) => page.announcements)
  const moving = made.some(({ done, targets }) => done < targets.length)
  const { refetch } = query
  useEffect(() => {
    if (!moving) return
    const timer = setInterval(() => void refetch(), AGAIN_MS)
    return () => clearInterval(timer)
  }, [moving, refetch])
  if (query.first === undefined) {
    if (query.error !== null) return <Failed error={query.error} onRetry={() => void query.refetch()} />
    return <RowsSkeleton rows={4} label={t.loading} />
  }
  if (made.length === 0) {
    return (
      <Card flush>
        <Empty
          {...t.empty}
          action={
            <Button size="l" onClick={onMake}>
              {t.make}
            </Button>
          }
        />
      </Card>
    )
  }
  const cards = new Map(query.pages.flatMap((page) => page.cards.map((card) => [card.id, card] as const)))
  return (
    <div className={styles.list}>
      {made.map((announcement) => (
        <AnnouncementCard
          key={announcement.id}
          announcement={announcement}
          author={cards.get(announcement.authorId)}
          onDeed={(what) => setDeed({ what, announcement })}
        />
      ))}
      {query.hasNextPage && (
        <Button size="l" mode="tertiary" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t.more}
        </Button>
      )}
      {deed?.what === 'families' && <FamiliesDialog announcement={deed.announcement} onClose={() => setDeed(null)} />}
      {deed?.what === 'edit' && <EditDialog announcement={deed.announcement} onClose={() => setDeed(null)} />}
      {deed?.what === 'withdraw' && <WithdrawDialog announcement={deed.announcement} onClose={() => setDeed(null)} />}
    </div>
  )
}
