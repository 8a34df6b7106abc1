import { Icon28PhoneDownOutline } from '@vkontakte/icons'
import { useStore } from 'zustand'
import { explain } from '#web/kit/errors/explain.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { fallbackNames, hrefOf, nameOf, useMessenger } from '#web/messenger/index.ts'
import { t } from '../calls.texts.ts'
import { useOngoing } from '../ongoing.ts'
import styles from '../prejoin/prejoin.module.css'
import type { CallSession } from '../session/call-session.ts'
import { PageTop } from './PageTop.tsx'

/** Says how a call has come to its end for this page, and who can change that. */
export function EndPage({ session }: { session: CallSession }) {
  const ending = useStore(session.store, (state) => state.ending)
  const cards = useStore(session.store, (state) => state.cards)
  const byId = ending?.how === 'ended' ? ending.byId : null
  const by = useMessenger(({ sync }) => (byId === null ? undefined : (cards[byId] ?? sync.cards[byId])))
  const { chatId } = session
  const anew = () => useOngoing.setState({ session: null })
  if (ending?.how === 'refused') {
    const again = { label: t.again, onClick: anew }
    return <EndView chatId={chatId} title={t.over.refused} text={explain(ending.error).sentence} action={again} />
  }
  if (ending?.how === 'elsewhere') {
    const here = { label: t.over.here, onClick: anew }
    return <EndView chatId={chatId} title={t.over.elsewhere} text={t.over.elsewhereText} action={here} />
  }
  const text = by === undefined ? t.over.endedText : t.over.endedBy(nameOf(by, fallbackNames).name)
  return <EndView chatId={chatId} title={t.over.ended} text={text} />
}

interface EndViewProps {
  chatId: string
  title: string
  text: string
  action?: { label: string; onClick: () => void }
  /** Where the way out leads, when not to the chat. */
  href?: string
}

export function EndView({ chatId, title, text, action, href = hrefOf(chatId) }: EndViewProps) {
  return (
    <div className={styles.page}>
      <PageTop chatId={chatId} />
      <main id="content" className={styles.end}>
        <span className={styles.sign}>
          <Icon28PhoneDownOutline aria-hidden="true" />
        </span>
        <h1>{title}</h1>
        <p role="status">{text}</p>
        <div className={styles.acts}>
          {action !== undefined && (
            <button type="button" className={styles.main} onClick={action.onClick}>
              {action.label}
            </button>
          )}
          <AppLink
            href={href}
            className={action === undefined ? styles.main : styles.other}
            onClick={() => useOngoing.setState({ session: null })}
          >
            {t.toChat}
          </AppLink>
        </div>
      </main>
    </div>
  )
}
