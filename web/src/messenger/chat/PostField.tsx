import { Icon24Send } from '@vkontakte/icons'
import { useRef } from 'react'
import { post } from '#contract/messenger/channels.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { ComposerBox } from './ComposerBox.tsx'
import styles from './chat.module.css'
import { MessageField } from './MessageField.tsx'
import { t } from './post.texts.ts'
import { useDraft } from './use-draft.ts'

/** Where an administrator writes a post in the messenger (reading A-21); the section of the site does more with posts. */
export function PostField({ slice }: { slice: ChatSlice }) {
  const { id, title, communityId } = slice.chat
  const area = useRef<HTMLTextAreaElement>(null)
  const { written, setWritten, clear } = useDraft(id, null)
  const publish = useEngineCommand(post, () => {
    clear()
    showToast(t.done(title))
  })
  return (
    <ComposerBox>
      <p className={styles.postNote}>
        {t.hidden}{' '}
        <AppLink className={styles.postLink} href={`/o/${communityId}/channels`}>
          {t.site}
        </AppLink>
      </p>
      <MessageField
        area={area}
        text={written.text}
        label={t.label(title)}
        byButton
        action={{ label: t.publish, icon: <Icon24Send />, busy: publish.isPending }}
        onText={(text) => setWritten({ text, mentions: [] })}
        onSubmit={() => publish.mutate({ chatId: id, text: written.text.trim() })}
      />
      <Refusal error={publish.error} />
    </ComposerBox>
  )
}
