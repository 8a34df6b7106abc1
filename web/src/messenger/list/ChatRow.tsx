import { Icon20MegaphoneOutline } from '@vkontakte/icons'
import { memo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { ChildLabels } from '#web/communities/index.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { exact } from '#web/kit/i18n/dates.ts'
import { mentionsOf, unreadOf } from '#web/kit/sync/selectors.ts'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { useMessenger } from '../boot/engine-context.ts'
import { fallbackNames, useChatTitle } from '../boot/names.ts'
import { useNow } from '../boot/use-now.ts'
import { t } from '../messenger.texts.ts'
import { At, Badge, Ticks, Typing } from '../parts/Parts.tsx'
import { ChatPicture } from '../parts/Picture.tsx'
import { hrefOf } from '../place.ts'
import { type Preview, placeOfParent, previewOf } from '../view/chat-list.ts'
import { listTime } from '../view/list-time.ts'
import styles from './list.module.css'

const NOTHING: Preview = { kind: 'none', author: null, text: '', at: null, delivery: null }

interface ChatRowProps {
  chatId: string
  open: boolean
  pictureSize: number
}

/** One chat of the list; it renders again only when something that it shows has changed. */
export const ChatRow = memo(function ChatRow({ chatId, open, pictureSize }: ChatRowProps) {
  const now = useNow()
  const title = useChatTitle(chatId)
  const channel = useMessenger(({ sync }) => sync.chats[chatId]?.chat.kind === 'channel')
  const preview = useMessenger(
    useShallow((state) => {
      const slice = state.sync.chats[chatId]
      return slice === undefined ? NOTHING : previewOf(slice, state, open, fallbackNames)
    }),
  )
  const parentAt = useMessenger(({ sync }) => placeOfParent(sync, chatId))
  const unitId = useMessenger(({ sync }) => sync.chats[chatId]?.chat.unitId ?? null)
  const muted = useMessenger(({ sync }) => sync.chats[chatId]?.mine.muted === true)
  const unread = useMessenger(({ sync, readHere }) => {
    const slice = sync.chats[chatId]
    return slice === undefined ? 0 : unreadOf(slice, sync.profileId, readHere[chatId])
  })
  const mentions = useMessenger(({ sync, readHere }) => {
    const slice = sync.chats[chatId]
    return slice === undefined ? 0 : mentionsOf(slice, readHere[chatId]).length
  })
  return (
    <AppLink href={hrefOf(chatId)} className={styles.row} aria-current={open ? 'page' : undefined}>
      <ChatPicture chatId={chatId} size={pictureSize} />
      <span className={styles.body}>
        <span className={styles.line}>
          {channel && (
            <Icon20MegaphoneOutline
              width={18}
              height={18}
              className={styles.kind}
              role="img"
              aria-hidden={false}
              aria-label={t.list.channel}
            />
          )}
          <b className={styles.name} title={title.name}>
            {title.name}
          </b>
          {title.verified && <VerifiedMark />}
          <span className={styles.time}>
            {preview.delivery !== null && <Ticks delivery={preview.delivery} />}
            {preview.at !== null && (
              <time dateTime={preview.at} title={exact(preview.at)}>
                {listTime(preview.at, now)}
              </time>
            )}
          </span>
        </span>
        <span className={styles.line}>
          {parentAt && <ChildLabels communityId={parentAt} unitId={unitId} />}
          <PreviewLine preview={preview} />
          <At count={mentions} />
          <Badge count={unread} quiet={muted} />
        </span>
      </span>
    </AppLink>
  )
})

function PreviewLine({ preview }: { preview: Preview }) {
  if (preview.kind === 'typing') {
    const many = Number(preview.text)
    const words =
      many > 1
        ? t.list.typingMany(many)
        : preview.author === null
          ? t.list.typing
          : `${preview.author} ${t.list.typing}`
    return (
      <span className={styles.preview}>
        <Typing>{words}</Typing>
      </span>
    )
  }
  if (preview.kind === 'erased') {
    return <span className={styles.preview}>{t.erased[preview.text as keyof typeof t.erased]}</span>
  }
  return (
    <span className={styles.preview}>
      {preview.kind === 'draft' && <span className={styles.draft}>{t.list.draft} </span>}
      {preview.author !== null && <span className={styles.author}>{preview.author}: </span>}
      {preview.kind === 'none' ? t.list.noMessages : preview.text}
    </span>
  )
}
