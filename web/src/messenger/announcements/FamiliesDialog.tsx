import { useMutation } from '@tanstack/react-query'
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
import { api } from '#web/kit/api/api.ts'
import { when } from '#web/kit/i18n/dates.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
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
  const [tab, setTab] = useState<'missing' | 'done'>('missing')
  const query = useApiPages(announcedFamilies, { communityId, id, state: tab })
  const { first, refetch } = query
  const rest = useRest({ communityId, id })
  useEffect(() => {
    const timer = setInterval(() => void refetch(), AGAIN_MS)
    return () => clearInterval(timer)
  }, [refetch])
  const remind = useCommand(remindFamilies, {
    refreshes: [announcedFamilies, listAnnouncements],
    onSuccess: () => showToast(t.families.reminded),
  })
  const { children, done } = first?.confirmed ?? { children: 0, done: 0 }
  const count = t.families.count(done, children)
  return (
    <Dialog
      title={t.families.title}
      sub={first === undefined ? undefined : count}
      wide
      onClose={onClose}
      footer={
        done < children && (
          <>
            <span className={styles.count} role="status">
              {first?.remindedAt != null && t.families.remindedAt(when(first.remindedAt))}
            </span>
            <Button size="l" mode="outline" appearance="neutral" loading={rest.isPending} onClick={() => rest.mutate()}>
              {t.families.print}
            </Button>
            <Button size="l" loading={remind.isPending} onClick={() => remind.mutate({ communityId, id })}>
              {t.families.remind}
            </Button>
          </>
        )
      }
    >
      {first !== undefined && (
        <>
          <Bar value={children === 0 ? 0 : (100 * done) / children} label={count} />
          <Tabs
            label={t.families.title}
            value={tab}
            onChange={(next) => setTab(next as typeof tab)}
            items={[
              { key: 'missing', label: t.families.missing, count: children - done },
              { key: 'done', label: t.families.done, count: done },
            ]}
          />
        </>
      )}
      <Page query={query} empty={t.families.empty[tab]} />
      <ErrorLine error={remind.error ?? rest.error} />
      {rest.data !== undefined && <PrintRest announcement={announcement} {...rest.data} onDone={rest.reset} />}
    </Dialog>
  )
}

type Pages = ReturnType<typeof useApiPages<typeof announcedFamilies>>

/** The families of one state, as far as they are asked for. */
function Page({ query, empty }: { query: Pages; empty: string }) {
  if (query.first === undefined && query.error !== null) {
    return <Failed error={query.error} onRetry={() => void query.refetch()} />
  }
  // What stood there belongs to the other state.
  if (query.first === undefined || query.isPlaceholderData) return <RowsSkeleton rows={6} label={t.families.loading} />
  const families = query.pages.flatMap((page) => page.families)
  const cards = new Map(query.pages.flatMap((page) => page.cards).map((card) => [card.id, card]))
  return (
    <>
      <FamilyList families={families} cards={cards} empty={empty} />
      {query.hasNextPage && (
        <Button size="l" mode="secondary" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t.families.more}
        </Button>
      )}
    </>
  )
}

/** Everybody who has not answered, for the sheet that is printed. */
function useRest(of: { communityId: string; id: string }) {
  return useMutation({
    networkMode: 'always',
    mutationFn: async () => {
      const families: AnnouncedFamily[] = []
      const cards = new Map<string, ProfileCard>()
      let cursor: string | undefined
      do {
        const page = await api.call(announcedFamilies, {
          ...of,
          state: 'missing',
          limit: 100,
          ...(cursor === undefined ? {} : { cursor }),
        })
        families.push(...page.families)
        for (const card of page.cards) cards.set(card.id, card)
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      return { families, cards }
    },
  })
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
