import { type ReactNode, useEffect, useState } from 'react'
import { type Channel, type ChannelPost, listChannels, listPosts } from '#contract/messenger/channels.ts'
import { useCommunity } from '#web/communities/index.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Denied, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { Tabs } from '#web/kit/ui/Tabs.tsx'
import styles from './channels.module.css'
import { t } from './channels.texts.ts'
import { PostComposer } from './PostComposer.tsx'
import { PostList } from './PostList.tsx'
import { ReachCard } from './ReachCard.tsx'
import { ReactionsChoice } from './ReactionsChoice.tsx'

/** «Каналы», the section «Обращения в организацию»: what the organisation tells its people, and how many it reaches. */
export function ChannelsPage() {
  const { can } = useCommunity()
  useEffect(() => {
    document.title = t.documentTitle
  }, [])
  return (
    <>
      <PageHead title={t.title} sub={t.sub} />
      {can.writeInChannels ? (
        <Channels />
      ) : (
        <Card flush>
          <Denied {...t.denied} />
        </Card>
      )}
    </>
  )
}

function Channels() {
  const { communityId } = useCommunity().community
  const query = useApi(listChannels, { communityId })
  const [chosen, setChosen] = useState<string | null>(null)
  // What is half written in one channel waits while another one is looked at.
  const [written, setWritten] = useState<Readonly<Record<string, string>>>({})
  // The channel that most people read comes first: it is the one that is written in most.
  const channels = [...(query.data?.channels ?? [])].sort((a, b) => b.audience - a.audience)
  const channel = channels.find(({ chat }) => chat.id === chosen) ?? channels[0]
  if (channel === undefined) {
    if (query.error !== null) return <Failed error={query.error} onRetry={() => void query.refetch()} />
    return <RowsSkeleton rows={4} label={t.loading} />
  }
  const { id } = channel.chat
  const tabs = (
    <Tabs
      label={t.tabs}
      value={id}
      onChange={setChosen}
      items={channels.map(({ chat, audience }) => ({ key: chat.id, label: chat.title, count: audience }))}
    />
  )
  const composer = (
    <PostComposer
      channel={channel}
      text={written[id] ?? ''}
      onChange={(text) => setWritten((before) => ({ ...before, [id]: text }))}
    />
  )
  return (
    <ChannelView key={id} channel={channel}>
      {tabs}
      {composer}
      <ReactionsChoice channel={channel} />
    </ChannelView>
  )
}

const PAGE = 20

function ChannelView({ channel, children }: { channel: Channel; children: ReactNode }) {
  const query = useApiPages(listPosts, { chatId: channel.chat.id, limit: PAGE })
  const posts = query.pages.flatMap((page) => page.posts)
  const [chosen, setChosen] = useState<number | null>(null)
  const standing = posts.filter(({ message }) => message.erased === null)
  const shown: ChannelPost | undefined = standing.find(({ message }) => message.seq === chosen) ?? standing[0]
  return (
    <div className={styles.grid}>
      <div className={styles.column}>
        <Card flush>{children}</Card>
        <PostList
          channel={channel}
          query={query}
          posts={posts}
          chosen={shown?.message.seq ?? null}
          onChoose={setChosen}
        />
      </div>
      {shown !== undefined && <ReachCard key={shown.message.seq} post={shown} scrollTo={chosen !== null} />}
    </div>
  )
}
