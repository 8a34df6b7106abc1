import { Button } from '@vkontakte/vkui'
import { useEffect, useState } from 'react'
import { fullName } from '#contract/identity/names.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import {
  type AnnouncedFamily,
  announcedFamilies,
  listAnnouncements,
  type OwnAnnouncement,
  remindFamilies,
} from '#contract/messenger/announcements.ts'
import { when } from '#web/kit/i18n/dates.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Bar } from '#web/kit/ui/Chip.tsx'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { Tabs } from '#web/kit/ui/Tabs.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './announcements.module.css'
import { t } from './announcements.texts.ts'
import { PrintRest } from './PrintRest.tsx'

/** Answers that have come meanwhile are asked for so often, in milliseconds. */
const AGAIN_MS = 10_000

/** Who has answered an announcement and who has not, by child. */
export function FamiliesDialog({ announcement, onClose }: { announcement: OwnAnnouncement; onClose: () => void }) {
  const { communityId, id } = announcement
  const query = useApi(announcedFamilies, { communityId, id })
  const { refetch } = query
  const [tab, setTab] = useState<'missing' | 'done'>('missing')
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const timer = setInterval(() => void refetch(), AGAIN_MS)
    return () => clearInterval(timer)
  }, [refetch])
  const remind = useCommand(remindFamilies, {
    refreshes: [announcedFamilies, listAnnouncements],
    onSuccess: () => showToast(t.families.reminded),
  })
  const families = query.data?.families ?? []
  const cards = new Map((query.data?.cards ?? []).map((card) => [card.id, card]))
  const missing = families.filter(({ done }) => !done)
  const shown = tab === 'missing' ? missing : families.filter(({ done }) => done)
  const count = t.families.count(families.length - missing.length, families.length)
  return (
    <Dialog
      title={t.families.title}
      sub={query.data === undefined ? undefined : count}
      wide
      onClose={onClose}
      footer={
        missing.length > 0 && (
          <>
            <span className={styles.count} role="status">
              {query.data?.remindedAt != null && t.families.remindedAt(when(query.data.remindedAt))}
            </span>
            <Button size="l" mode="outline" appearance="neutral" onClick={() => setPrinting(true)}>
              {t.families.print}
            </Button>
            <Button size="l" loading={remind.isPending} onClick={() => remind.mutate({ communityId, id })}>
              {t.families.remind}
            </Button>
          </>
        )
      }
    >
      {query.data === undefined ? (
        query.error === null ? (
          <RowsSkeleton rows={6} label={t.families.loading} />
        ) : (
          <Failed error={query.error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          <Bar
            value={families.length === 0 ? 0 : (100 * (families.length - missing.length)) / families.length}
            label={count}
          />
          <Tabs
            label={t.families.title}
            value={tab}
            onChange={(next) => setTab(next as typeof tab)}
            items={[
              { key: 'missing', label: t.families.missing, count: missing.length },
              { key: 'done', label: t.families.done, count: families.length - missing.length },
            ]}
          />
          <FamilyList families={shown} cards={cards} empty={t.families.empty[tab]} />
        </>
      )}
      <ErrorLine error={remind.error} />
      {printing && (
        <PrintRest announcement={announcement} families={missing} cards={cards} onDone={() => setPrinting(false)} />
      )}
    </Dialog>
  )
}

interface FamilyListProps {
  families: readonly AnnouncedFamily[]
  cards: ReadonlyMap<string, ProfileCard>
  empty: string
}

function FamilyList({ families, cards, empty }: FamilyListProps) {
  if (families.length === 0) return <p className={styles.muted}>{empty}</p>
  return (
    <ul className={styles.families}>
      {families.map((family) => (
        <li key={family.childId}>
          <b>{nameIn(cards, family.childId)}</b>
          <small>{family.unitNames.join(', ')}</small>
          {family.guardianIds.length === 0 && <span className={styles.muted}>{t.families.nobody}</span>}
          {family.guardianIds.map((adultId) => (
            <Guardian key={adultId} family={family} adultId={adultId} name={nameIn(cards, adultId)} />
          ))}
        </li>
      ))}
    </ul>
  )
}

function Guardian({ family, adultId, name }: { family: AnnouncedFamily; adultId: string; name: string }) {
  const given = family.answers.find((answer) => answer.adultId === adultId)
  if (given === undefined) return <span className={styles.muted}>{t.families.silent(name)}</span>
  return (
    <span>
      {t.families.said[given.answer](name, when(given.at))}
      {given.comment !== '' && ` — ${given.comment}`}
    </span>
  )
}

/** What somebody is called in a list. */
export function nameIn(cards: ReadonlyMap<string, ProfileCard>, id: string): string {
  const card = cards.get(id)
  return card === undefined || card.gone ? t.gone : fullName(card)
}
