import { Icon16Cancel } from '@vkontakte/icons'
import { useState } from 'react'
import type { LinkPreview } from '#contract/messenger/link-preview.ts'
import { LINK_PICTURE_SIDE } from '#contract/messenger/previews.limits.ts'
import { removePreview } from '#contract/messenger/previews.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { speaksFor } from '../view/speaks-for.ts'
import styles from './previews.module.css'
import { t } from './previews.texts.ts'

interface LinkCardProps {
  chatId: string
  seq: number
  preview: LinkPreview
  own: boolean
}

/** What the page behind the link of a message says of itself. The picture is ours: nothing is loaded from the other host. */
export function LinkCard({ chatId, seq, preview, own }: LinkCardProps) {
  const { address, host, siteName, title, description, pictureId } = preview
  const speaks = useMessenger(({ sync }) => {
    const chat = sync.chats[chatId]?.chat
    return chat !== undefined && speaksFor(sync.memberships, chat)
  })
  return (
    <span className={styles.card}>
      <a
        className={styles.page}
        href={address}
        target="_blank"
        rel="noopener noreferrer nofollow"
        aria-label={t.card(title, host)}
      >
        {pictureId !== null && <Picture key={pictureId} id={pictureId} />}
        <span className={styles.words}>
          <small>{siteName === null ? host : `${siteName} · ${host}`}</small>
          <b>{title}</b>
          {description !== null && <span className={styles.description}>{description}</span>}
        </span>
      </a>
      {(own || speaks) && <RemoveButton chatId={chatId} seq={seq} />}
    </span>
  )
}

/** A picture that cannot be had leaves its place to the words. */
function Picture({ id }: { id: string }) {
  const [failed, setFailed] = useState(false)
  if (failed) return null
  return (
    <img
      className={styles.picture}
      src={`/photos/${id}/${LINK_PICTURE_SIDE}`}
      alt=""
      decoding="async"
      onError={() => setFailed(true)}
    />
  )
}

function RemoveButton({ chatId, seq }: { chatId: string; seq: number }) {
  const remove = useEngineCommand(removePreview)
  return (
    <button
      type="button"
      className={styles.remove}
      aria-label={t.remove}
      title={t.remove}
      disabled={remove.isPending}
      onClick={(event) => {
        // The card goes; the focus stays in the chat.
        event.currentTarget.closest<HTMLElement>('[role=log]')?.focus()
        remove.mutate({ chatId, seq }, { onError: (error) => showFailure(explain(error).sentence) })
      }}
    >
      <Icon16Cancel aria-hidden="true" />
    </button>
  )
}
