import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type ChatLink, getChatLink, makeChatLink, revokeChatLink } from '#contract/messenger/chat-links.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { date } from '#web/kit/i18n/dates.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { QrCode } from '#web/kit/ui/QrCode.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useEngine } from '../boot/engine-context.ts'
import { useAskedAnew, useEngineCommand, useOwnKey } from '../boot/use-engine-calls.ts'
import { t as words } from '../messenger.texts.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton, Notice } from '../parts/Parts.tsx'
import styles from './invitations.module.css'
import { t } from './invitations.texts.ts'
import { LinkForm } from './LinkForm.tsx'
import { SmsForm } from './SmsForm.tsx'

const QR_PX = 200

/** The invitation link of a group: made, shown, sent, replaced and revoked (CHT-05, CHT-06). */
export function InviteDialog({ chatId, onClose }: { chatId: string; onClose: () => void }) {
  const engine = useEngine()
  const queries = useQueryClient()
  const key = useOwnKey('chatLink', chatId)
  const asked = useQuery({
    ...useAskedAnew(),
    queryKey: key,
    queryFn: () => engine.call(getChatLink, { chatId }),
  })
  const [making, setMaking] = useState(false)
  const refresh = () => void queries.invalidateQueries({ queryKey: key })
  const make = useEngineCommand(makeChatLink, () => {
    setMaking(false)
    refresh()
  })
  const { data } = asked
  return (
    <Dialog title={t.title} sub={t.sub} onClose={onClose}>
      {data === undefined && asked.error === null && <p role="status">{t.loading}</p>}
      {data === undefined && asked.error !== null && (
        <Notice
          title={explain(asked.error).sentence}
          action={{ label: words.retry, onClick: () => void asked.refetch() }}
        />
      )}
      {data !== undefined &&
        (data.link === null || making ? (
          <LinkForm
            replaces={data.link !== null}
            busy={make.isPending}
            error={make.error}
            onMake={(wanted) => make.mutate({ chatId, ...wanted })}
            onBack={() => setMaking(false)}
          />
        ) : (
          <>
            <Link chatId={chatId} link={data.link} onReplace={() => setMaking(true)} onRevoked={refresh} />
            <SmsForm chatId={chatId} sms={data.sms} onSent={refresh} />
          </>
        ))}
    </Dialog>
  )
}

interface LinkProps {
  chatId: string
  link: ChatLink
  onReplace: () => void
  onRevoked: () => void
}

function Link({ chatId, link, onReplace, onRevoked }: LinkProps) {
  const address = `${location.origin}/chat/${link.token}`
  const revoke = useEngineCommand(revokeChatLink, () => {
    showToast(t.revoked)
    onRevoked()
  })
  const copy = async () => {
    await navigator.clipboard.writeText(address)
    showToast(t.copied)
  }
  const facts = [t.until(date(link.expiresAt)), t.used(link.uses, link.usesMax), ...(link.approval ? [t.asking] : [])]
  return (
    <section className={styles.link}>
      <QrCode text={address} size={QR_PX} label={t.qr} />
      <code className={styles.address}>{address}</code>
      <p>{facts.join(', ')}</p>
      <div className={styles.buttons}>
        <MainButton data-first onClick={() => void copy()}>
          {t.copy}
        </MainButton>
        <MainButton mode="soft" onClick={onReplace}>
          {t.replace}
        </MainButton>
        <MainButton mode="danger" disabled={revoke.isPending} onClick={() => revoke.mutate({ chatId })}>
          {t.revoke}
        </MainButton>
      </div>
      <Refusal error={revoke.error} />
    </section>
  )
}
