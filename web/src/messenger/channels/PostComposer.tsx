import { Icon16LockOutline } from '@vkontakte/icons'
import { Button, Textarea } from '@vkontakte/vkui'
import { type FormEvent, type ReactNode, useState } from 'react'
import { type Channel, listChannels, listPosts, post } from '#contract/messenger/channels.ts'
import { MESSAGE_TEXT_MAX } from '#contract/messenger/messenger.limits.ts'
import { createPoll } from '#contract/messenger/polls.ts'
import { useCommunity } from '#web/communities/index.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { OrgTile } from '#web/kit/ui/OrgTile.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { PollDialog } from '../polls/PollDialog.tsx'
import styles from './channels.module.css'
import { t } from './channels.texts.ts'

/** From here on it says how much room is left. */
const ROOM_SHOWN = 200

interface PostComposerProps {
  channel: Channel
  text: string
  onChange: (text: string) => void
}

/** Where an administrator writes in the name of the organisation. */
export function PostComposer({ channel, text, onChange }: PostComposerProps) {
  const { community } = useCommunity()
  const chatId = channel.chat.id
  const change = (next: string) => {
    onChange(next)
    publish.reset()
  }
  const publish = useCommand(post, {
    refreshes: [listPosts, listChannels],
    onSuccess: () => {
      onChange('')
      showToast(t.compose.done(channel.chat.title))
    },
  })
  const [asking, setAsking] = useState(false)
  const left = MESSAGE_TEXT_MAX - [...text.trim()].length
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '' && left >= 0) publish.mutate({ chatId, text: text.trim() })
  }
  return (
    <>
      <form className={styles.composer} onSubmit={submit}>
        <PostHead name={community.name} short={community.shortName} logoId={community.logoId}>
          <Icon16LockOutline aria-hidden="true" />
          {t.compose.hidden}
        </PostHead>
        <label className="vh" htmlFor="post">
          {t.compose.label}
        </label>
        <Textarea
          id="post"
          className={styles.text}
          rows={4}
          grow
          value={text}
          placeholder={t.compose.placeholder}
          aria-invalid={left < 0}
          aria-describedby="post-room"
          onChange={(event) => change(event.target.value)}
        />
        <div className={styles.send}>
          <span id="post-room" role="status" className={left < 0 ? styles.over : styles.room}>
            {left < 0 ? t.compose.over(-left) : left <= ROOM_SHOWN && t.compose.left(left)}
          </span>
          <Button size="l" mode="secondary" onClick={() => setAsking(true)}>
            {t.compose.poll}
          </Button>
          <Button
            size="l"
            type="submit"
            disabled={text.trim() === '' || left < 0}
            title={left < 0 ? t.compose.over(-left) : text.trim() === '' ? t.compose.write : undefined}
            loading={publish.isPending}
          >
            {t.compose.publish(channel.audience)}
          </Button>
        </div>
        <ErrorLine error={publish.error} />
      </form>
      {asking && <ChannelPoll channel={channel} onClose={() => setAsking(false)} />}
    </>
  )
}

/** Asks a question in the name of the organisation. */
function ChannelPoll({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { id, title } = channel.chat
  const create = useCommand(createPoll, {
    refreshes: [listPosts, listChannels],
    onSuccess: () => {
      onClose()
      showToast(t.compose.asked(title))
    },
  })
  return <PollDialog chatId={id} create={create} unseen onClose={onClose} />
}

interface PostHeadProps {
  name: string
  short: string
  logoId: string | null
  children: ReactNode
  action?: ReactNode
}

/** The organisation, in whose name a post is. */
export function PostHead({ name, short, logoId, children, action }: PostHeadProps) {
  return (
    <header className={styles.head}>
      <OrgTile name={short} logoId={logoId} size={40} />
      <div>
        <b>{name}</b>
        <small>{children}</small>
      </div>
      {action}
    </header>
  )
}
