import { Icon20DeleteOutline, Icon20MegaphoneOutline, Icon20MoreHorizontal, Icon20WriteOutline } from '@vkontakte/icons'
import { useState } from 'react'
import { displayName } from '#contract/identity/names.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import { commonChannelTitle } from '#contract/messenger/channels.abilities.ts'
import type { Poll } from '#contract/messenger/poll.ts'
import { partsOf } from '#contract/messenger/publication-parts.ts'
import { listPublications, mirrorPublication, type Publication } from '#contract/messenger/publications.ts'
import { useCommunity } from '#web/communities/index.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { refresh, useCommand } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Menu, type MenuItem } from '#web/kit/ui/Menu.tsx'
import { OrgTile } from '#web/kit/ui/OrgTile.tsx'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { Attachments } from '../attachments/Attachments.tsx'
import { firstPart } from '../feed/feed-items.ts'
import { LinkedText } from '../parts/LinkedText.tsx'
import { AskedPoll } from '../polls/PollCard.tsx'
import { LinkCard } from '../previews/LinkCard.tsx'
import styles from './publications.module.css'
import { t } from './publications.texts.ts'

interface PublicationCardProps {
  publication: Publication
  /** Who has brought it out, for those who publish here. */
  author: ProfileCard | undefined
  onDeed: (what: 'edit' | 'erase') => void
}

/** Something on the page of the organisation, in its name. */
export function PublicationCard({ publication, author, onDeed }: PublicationCardProps) {
  const { community, can } = useCommunity()
  const { message, kind, mirrored, authorId } = publication
  const { title, text } = partsOf(kind, message.text)
  const id = `publication-${message.seq}`
  return (
    <article className={styles.card} aria-labelledby={id}>
      <header className={styles.head}>
        <OrgTile name={community.shortName} logoId={community.logoId} size={40} />
        <div>
          <b>{community.name}</b>
          <small>
            <When at={message.at} timeZone={community.timeZone} />
            {message.editedAt !== null && ` · ${t.edited}`}
          </small>
        </div>
        {can.publish && <Actions publication={publication} name={title ?? text} onDeed={onDeed} />}
      </header>
      <Chip tone={kind === 'poll' ? 'warn' : 'plain'}>{t.kinds[kind]}</Chip>
      <h2 id={id} className={title === null ? 'vh' : styles.title}>
        {title ?? text}
      </h2>
      {message.attachments.length > 0 && (
        <div className={styles.files}>
          <Attachments attachments={message.attachments} isSent isOwn={false} />
        </div>
      )}
      {message.poll === null ? <Words text={text} /> : <Asked message={{ ...message, poll: message.poll }} />}
      {message.preview !== undefined && (
        <LinkCard chatId={message.chatId} seq={message.seq} preview={message.preview} own={false} />
      )}
      {(mirrored || authorId !== null) && (
        <footer className={styles.foot}>
          {mirrored && <span>{t.mirrored(commonChannelTitle(community.type))}</span>}
          {authorId !== null && <Author card={author} />}
        </footer>
      )}
    </article>
  )
}

function Author({ card }: { card: ProfileCard | undefined }) {
  const isThere = card !== undefined && !card.gone
  const verified = isThere && card.staff
  return (
    <span>
      {t.author(isThere ? displayName(card) : t.gone)} {verified && <VerifiedMark />}
    </span>
  )
}

/** A text, of a longer one the beginning until somebody wants the rest. */
function Words({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false)
  const part = firstPart(text)
  if (text === '') return null
  return (
    <>
      <p className={styles.words}>
        <LinkedText text={isWhole || part === text ? text : `${part}…`} />
      </p>
      {part !== text && (
        <button type="button" className={styles.fold} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t.folded : t.whole}
        </button>
      )}
    </>
  )
}

/** Whoever reads the page may vote, and writes nothing. */
const READER = { role: 'member', writeRefusal: 'message.channelReadOnly' } as const

function Asked({ message }: { message: Publication['message'] & { poll: Poll } }) {
  const { can } = useCommunity()
  const onChanged = () => void refresh(listPublications)
  return <AskedPoll chatId={message.chatId} item={message} mine={READER} speaks={can.publish} onChanged={onChanged} />
}

interface ActionsProps extends Pick<PublicationCardProps, 'publication' | 'onDeed'> {
  name: string
}

/** What publishers do with it; what cannot be done says why, and who can. */
function Actions({ publication: { kind, message, mirrored }, name, onDeed }: ActionsProps) {
  const { community, can } = useCommunity()
  const { communityId } = community
  const channel = commonChannelTitle(community.type)
  const mirror = useCommand(mirrorPublication, {
    refreshes: [listPublications],
    onSuccess: () => showToast(t.mirrorDone(channel)),
  })
  const isPoll = kind === 'poll'
  const unmirrored = isPoll
    ? t.mirrorPoll
    : mirrored
      ? t.mirroredAlready
      : can.writeInChannels
        ? undefined
        : t.mirrorRight(channel)
  const doMirror = () =>
    mirror.mutate({ communityId, seq: message.seq }, { onError: (error) => showFailure(explain(error).sentence) })
  const items: MenuItem[] = [
    {
      key: 'edit',
      label: t.edit,
      icon: <Icon20WriteOutline />,
      impossible: isPoll ? t.pollStays : undefined,
      onSelect: () => onDeed('edit'),
    },
    {
      key: 'mirror',
      label: t.mirror(channel),
      icon: <Icon20MegaphoneOutline />,
      impossible: unmirrored,
      onSelect: doMirror,
    },
    { key: 'erase', label: t.erase, icon: <Icon20DeleteOutline />, danger: true, onSelect: () => onDeed('erase') },
  ]
  return (
    <Menu label={t.actions(name)} items={items}>
      <Icon20MoreHorizontal />
    </Menu>
  )
}
