import '../tokens.css'
import { Button } from '@vkontakte/vkui'
import { useEffect, useState } from 'react'
import { PUBLICATION_KINDS, type PublicationKind } from '#contract/messenger/publications.limits.ts'
import { listPublications, type Publication } from '#contract/messenger/publications.ts'
import { useCommunity } from '#web/communities/index.ts'
import { useFrame } from '#web/kit/frame/frame-context.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { More } from '#web/kit/ui/More.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { Tabs } from '#web/kit/ui/Tabs.tsx'
import { EngineContext } from '../boot/engine-context.ts'
import { useHostedEngine } from '../boot/hosted-engine.ts'
import { AskDialog } from './AskDialog.tsx'
import { ComposeDialog } from './ComposeDialog.tsx'
import { NEW } from './compose-form.ts'
import { EditDialog } from './EditDialog.tsx'
import { EraseDialog } from './EraseDialog.tsx'
import { PublicationCard } from './PublicationCard.tsx'
import styles from './publications.module.css'
import { t } from './publications.texts.ts'

const PAGE = 20

/** «Публикации»: the page of an organisation, for its members; whoever may publishes here (ORG-15). */
export function PublicationsPage() {
  const { profile } = useFrame()
  // Files are sent, loaded and played by the engine of the messenger, which comes soon after the frame.
  const engine = useHostedEngine(profile.id)
  useEffect(() => {
    document.title = t.documentTitle
  }, [])
  if (engine === null) {
    return (
      <>
        <PageHead title={t.title} sub={t.sub} />
        <RowsSkeleton rows={4} label={t.loading} />
      </>
    )
  }
  return (
    <EngineContext.Provider value={engine}>
      <Publications />
    </EngineContext.Provider>
  )
}

type Filter = PublicationKind | 'all'

function Publications() {
  const { community, can } = useCommunity()
  const { communityId } = community
  const [filter, setFilter] = useState<Filter>('all')
  const query = useApiPages(listPublications, {
    communityId,
    limit: PAGE,
    ...(filter === 'all' ? {} : { kind: filter }),
  })
  const [making, setMaking] = useState<'words' | 'poll' | null>(null)
  // What is half written waits while the page is read.
  const [form, setForm] = useState(NEW)
  const chatId = query.first?.chatId
  const close = () => setMaking(null)
  return (
    <>
      <PageHead title={t.title} sub={t.sub}>
        {can.publish && chatId !== undefined && (
          <>
            <Button size="l" mode="secondary" onClick={() => setMaking('poll')}>
              {t.ask}
            </Button>
            <Button size="l" onClick={() => setMaking('words')}>
              {t.make}
            </Button>
          </>
        )}
      </PageHead>
      <div className={styles.page}>
        <Tabs
          label={t.filter}
          value={filter}
          onChange={setFilter}
          items={[
            { key: 'all', label: t.all },
            ...PUBLICATION_KINDS.map((key) => ({ key: key as Filter, label: t.many[key] })),
          ]}
        />
        <Found query={query} narrowed={filter !== 'all'} />
      </div>
      {making === 'words' && chatId !== undefined && (
        <ComposeDialog chatId={chatId} form={form} onChange={setForm} onClose={close} />
      )}
      {making === 'poll' && chatId !== undefined && <AskDialog chatId={chatId} onClose={close} />}
    </>
  )
}

interface FoundProps {
  query: ReturnType<typeof useApiPages<typeof listPublications>>
  narrowed: boolean
}

/** The publications that were asked for, or why there are none. */
function Found({ query, narrowed }: FoundProps) {
  const [deed, setDeed] = useState<{ what: 'edit' | 'erase'; publication: Publication } | null>(null)
  if (query.first === undefined) {
    if (query.error !== null) return <Failed error={query.error} onRetry={() => void query.refetch()} />
    return <RowsSkeleton rows={4} label={t.loading} />
  }
  const publications = query.pages.flatMap((page) => page.publications)
  if (publications.length === 0) {
    return (
      <Card flush>
        <Empty {...(narrowed ? t.nothing : t.empty)} />
      </Card>
    )
  }
  const cards = new Map(query.pages.flatMap((page) => page.cards.map((card) => [card.id, card] as const)))
  const close = () => setDeed(null)
  return (
    <>
      {publications.map((publication) => (
        <PublicationCard
          key={publication.message.seq}
          publication={publication}
          author={publication.authorId === null ? undefined : cards.get(publication.authorId)}
          onDeed={(what) => setDeed({ what, publication })}
        />
      ))}
      <More list={query} />
      {deed?.what === 'edit' && <EditDialog publication={deed.publication} onClose={close} />}
      {deed?.what === 'erase' && <EraseDialog publication={deed.publication} onClose={close} />}
    </>
  )
}
