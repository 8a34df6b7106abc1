import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { cx } from '#web/kit/ui/cx.ts'
import { late } from '#web/kit/ui/late.tsx'
import { useChatsKnown, useMessenger } from './boot/engine-context.ts'
import { useOrganisationOf } from './boot/folder.ts'
import { useLateOffline } from './boot/use-connection-line.ts'
import { useWide } from './boot/use-media.ts'
import { usePlace } from './boot/use-place.ts'
import { ChatSkeleton } from './chat/ChatSkeleton.tsx'
import { ChatView } from './chat/ChatView.tsx'
import styles from './chat/chat.module.css'
import { t } from './messenger.texts.ts'
import { MainButton, Notice } from './parts/Parts.tsx'
import partStyles from './parts/parts.module.css'

// Opened by a press only, so that the chat does not wait for it.
const InfoColumn = late(async () => (await import('./info/InfoColumn.tsx')).InfoColumn, { pressed: true })

/** The chat that the address names, or what to do when it names none. */
export function ChatPlace({ onNewChat }: { onNewChat: () => void }) {
  const wide = useWide()
  const { chatId, seq, info, go, closeInfo } = usePlace()
  useOrganisationOf(chatId)
  const slice = useMessenger(({ sync }) => (chatId === null ? undefined : sync.chats[chatId]))
  if (chatId === null) return <NoneChosen onNewChat={onNewChat} />
  if (slice === undefined) return <Missing onLeave={() => go(null)} />
  const toggleInfo = () => (info ? closeInfo() : go(chatId, { info: true }))
  return (
    <>
      {(wide || !info) && <ChatView key={chatId} slice={slice} linkedSeq={seq} infoOpen={info} onInfo={toggleInfo} />}
      {info && <InfoColumn key={chatId} slice={slice} onClose={toggleInfo} />}
    </>
  )
}

function NoneChosen({ onNewChat }: { onNewChat: () => void }) {
  const known = useChatsKnown()
  const member = useMessenger(({ sync }) => Object.keys(sync.memberships).length > 0)
  const chats = useMessenger(({ sync }) => Object.keys(sync.chats).length > 0)
  if (!known) return <section className={styles.none} aria-busy="true" aria-label={t.list.loading} />
  const title = chats ? t.none.title : t.list.emptyTitle
  return (
    <section className={styles.none} aria-label={title}>
      <div>
        <h2>{title}</h2>
        <p>{!member ? t.list.noOrganisation : chats ? t.none.text : t.list.emptyText}</p>
        <div className={styles.actions}>
          {member ? (
            <MainButton onClick={onNewChat}>{chats ? t.list.newChat : t.list.emptyAction}</MainButton>
          ) : (
            <AppLink href="/applications" className={cx(partStyles.main, partStyles.soft)}>
              {t.list.applications}
            </AppLink>
          )}
        </div>
        {chats && <Keys />}
      </div>
    </section>
  )
}

function Keys() {
  return (
    <p className={styles.keys}>
      <kbd className={partStyles.kbd}>Ctrl K</kbd> {t.none.find}
      <kbd className={partStyles.kbd}>Esc</kbd> {t.none.leave}
    </p>
  )
}

/** The chat is not there yet, or not this reader's. */
function Missing({ onLeave }: { onLeave: () => void }) {
  const known = useMessenger(({ sync, phase }) => sync.complete && phase === 'stream')
  const offline = useLateOffline()
  const action = { label: t.none.toList, onClick: onLeave }
  if (!known && !offline) return <ChatSkeleton />
  return (
    <section className={styles.none}>
      {known ? (
        <Notice title={t.none.unknownTitle} text={t.none.unknownText} action={action} />
      ) : (
        <Notice title={t.chat.notKept} text={t.chat.notKeptText} action={action} />
      )}
    </section>
  )
}
