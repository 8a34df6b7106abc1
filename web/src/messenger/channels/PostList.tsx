import { Icon16ViewOutline, Icon20DeleteOutline, Icon20MoreHorizontal, Icon20WriteOutline } from '@vkontakte/icons'
import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { displayName } from '#contract/identity/names.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { Channel, ChannelPost, listPosts } from '#contract/messenger/channels.ts'
import { OWN_CHANGE_MS } from '#contract/messenger/messenger.limits.ts'
import { useCommunity } from '#web/communities/index.ts'
import type { useApiPages } from '#web/kit/query/useApiPages.ts'
import { Menu, type MenuItem } from '#web/kit/ui/Menu.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { PollResult } from '../polls/PollResult.tsx'
import styles from './channels.module.css'
import { t } from './channels.texts.ts'
import { EditPostDialog } from './EditPostDialog.tsx'
import { ErasePostDialog } from './ErasePostDialog.tsx'
import { PostHead } from './PostComposer.tsx'

interface PostListProps {
  channel: Channel
  query: ReturnType<typeof useApiPages<typeof listPosts>>
  posts: readonly ChannelPost[]
  /** The post whose reach is shown. */
  chosen: number | null
  onChoose: (seq: number) => void
}

/** What was written in a channel, the newest first. */
export function PostList({ channel, query, posts, chosen, onChoose }: PostListProps) {
  const [deed, setDeed] = useState<{ what: 'edit' | 'erase'; post: ChannelPost } | null>(null)
  if (query.first === undefined) {
    if (query.error !== null) return <Failed error={query.error} onRetry={() => void query.refetch()} />
    return <RowsSkeleton rows={3} label={t.posts.loading} />
  }
  if (posts.length === 0) {
    return (
      <Card flush>
        <Empty {...t.posts.empty} />
      </Card>
    )
  }
  const cards = new Map(query.pages.flatMap((page) => page.cards.map((card) => [card.id, card] as const)))
  const close = () => setDeed(null)
  return (
    <>
      {posts.map((post) => (
        <Post
          key={post.message.seq}
          channel={channel}
          post={post}
          author={cards.get(post.authorId)}
          on={post.message.seq === chosen}
          onChoose={() => onChoose(post.message.seq)}
          onDeed={(what) => setDeed({ what, post })}
        />
      ))}
      {query.hasNextPage && (
        <Button size="l" mode="tertiary" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t.posts.more}
        </Button>
      )}
      {deed?.what === 'edit' && <EditPostDialog post={deed.post} onClose={close} />}
      {deed?.what === 'erase' && <ErasePostDialog post={deed.post} onClose={close} />}
    </>
  )
}

interface PostProps {
  channel: Channel
  post: ChannelPost
  author: ProfileCard | undefined
  on: boolean
  onChoose: () => void
  onDeed: (what: 'edit' | 'erase') => void
}

function Post({ channel, post, author, on, onChoose, onDeed }: PostProps) {
  const { community } = useCommunity()
  const { message, read } = post
  const isErased = message.erased !== null
  const name = author === undefined || author.gone ? t.posts.gone : displayName(author)
  const staff = author?.staff === true && !author.gone
  return (
    <article className={styles.post} aria-current={on || undefined}>
      <PostHead
        name={community.name}
        short={community.shortName}
        logoId={community.logoId}
        action={!isErased && <Actions post={post} onDeed={onDeed} />}
      >
        {channel.chat.title} · <When at={message.at} timeZone={community.timeZone} />
        {message.editedAt !== null && ` · ${t.posts.edited}`}
      </PostHead>
      {message.poll === null ? (
        <p className={isErased ? styles.erased : styles.words}>{isErased ? t.posts.erased : message.text}</p>
      ) : (
        <PollResult question={message.text} poll={message.poll} />
      )}
      <footer className={styles.foot}>
        {!isErased && (
          <button type="button" aria-pressed={on} onClick={onChoose}>
            <Icon16ViewOutline aria-hidden="true" />
            {t.posts.read(read, channel.audience)}
          </button>
        )}
        <span>
          {t.posts.author(name)} {staff && <VerifiedMark />}
        </span>
      </footer>
    </article>
  )
}

function Actions({ post, onDeed }: Pick<PostProps, 'post' | 'onDeed'>) {
  const isOver = Date.now() - Date.parse(post.message.at) >= OWN_CHANGE_MS
  const items: MenuItem[] = [
    {
      key: 'edit',
      label: t.posts.edit,
      icon: <Icon20WriteOutline />,
      impossible: post.message.poll !== null ? t.posts.pollStays : isOver ? t.posts.dayOver : undefined,
      onSelect: () => onDeed('edit'),
    },
    {
      key: 'erase',
      label: t.posts.erase,
      icon: <Icon20DeleteOutline />,
      danger: true,
      onSelect: () => onDeed('erase'),
    },
  ]
  return (
    <Menu label={t.posts.actions} items={items}>
      <Icon20MoreHorizontal />
    </Menu>
  )
}
