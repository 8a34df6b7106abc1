import { Icon24CameraOutline, Icon24Cancel, Icon24WriteOutline, Icon28ChevronLeftOutline } from '@vkontakte/icons'
import { useState } from 'react'
import { chatAbilities } from '#contract/messenger/chats.abilities.ts'
import { roleName } from '#web/communities/index.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { late } from '#web/kit/ui/late.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { chatPart } from '../boot/chat-parts.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { useChatTitle } from '../boot/names.ts'
import { useWide } from '../boot/use-media.ts'
import { t } from '../messenger.texts.ts'
import { IconButton } from '../parts/Parts.tsx'
import { ChatPicture } from '../parts/Picture.tsx'
import { otherOf } from '../view/people.ts'
import { Attached } from './Attached.tsx'
import { BlockPerson, UnblockPerson } from './BlockPerson.tsx'
import { Invite } from './Invite.tsx'
import styles from './info.module.css'
import { info } from './info.texts.ts'
import { Members } from './Members.tsx'
import { Permissions } from './Permissions.tsx'
import { t as texts } from './picture.texts.ts'
import { Rename } from './Rename.tsx'

const About = late(async () => (await import('../about/About.tsx')).About)
const Mute = late(async () => (await import('../mute/Mute.tsx')).Mute)
const ChatEnds = late(async () => (await import('../ending/ChatEnds.tsx')).ChatEnds)
const ChatFolders = late(async () => (await import('../folders/ChatFolders.tsx')).ChatFolders)
const ChatPictureDialog = late(async () => (await import('./ChatPictureDialog.tsx')).ChatPictureDialog, {
  pressed: true,
})

interface InfoColumnProps {
  slice: ChatSlice
  onClose: () => void
}

/** What a chat is, who is in it, and how to leave it. */
export function InfoColumn({ slice, onClose }: InfoColumnProps) {
  const wide = useWide()
  const abilities = chatAbilities(slice.chat, slice.mine)
  const otherId = useMessenger(({ sync }) => otherOf(slice, sync.profileId))
  const [renaming, setRenaming] = useState(false)
  const [picturing, setPicturing] = useState(false)
  const Part = chatPart('Info')
  return (
    <aside className={styles.column} aria-label={t.chat.info}>
      <header className={styles.head}>
        <IconButton label={wide ? t.close : t.back} onClick={onClose}>
          {wide ? <Icon24Cancel /> : <Icon28ChevronLeftOutline />}
        </IconButton>
        <h2>{info.title}</h2>
        {abilities.rename && (
          <IconButton label={texts.title} onClick={() => setPicturing(true)}>
            <Icon24CameraOutline />
          </IconButton>
        )}
        {abilities.rename && (
          <IconButton label={info.rename} onClick={() => setRenaming(true)}>
            <Icon24WriteOutline />
          </IconButton>
        )}
      </header>
      <div className={styles.scroll}>
        <Hero slice={slice} />
        {slice.chat.kind === 'group' && <About slice={slice} able={abilities.rename} />}
        <Mute slice={slice} />
        <Attached chatId={slice.chat.id} />
        <Part chatId={slice.chat.id} />
        <ChatFolders chatId={slice.chat.id} />
        {abilities.invite && <Invite chatId={slice.chat.id} />}
        {abilities.seeMembers && <Members slice={slice} abilities={abilities} />}
        {slice.chat.kind === 'group' && <Permissions slice={slice} able={abilities.setPermission} />}
        {otherId !== null &&
          (slice.mine.writeRefusal === 'chat.blocking' ? (
            <UnblockPerson profileId={otherId} />
          ) : (
            <BlockPerson profileId={otherId} />
          ))}
        <ChatEnds slice={slice} abilities={abilities} />
      </div>
      {picturing && <ChatPictureDialog chat={slice.chat} onClose={() => setPicturing(false)} />}
      {renaming && <Rename chat={slice.chat} onClose={() => setRenaming(false)} />}
    </aside>
  )
}

function Hero({ slice }: { slice: ChatSlice }) {
  const { chat } = slice
  const title = useChatTitle(chat.id)
  const organisation = useMessenger(({ sync }) =>
    chat.communityId === null ? null : (sync.memberships[chat.communityId] ?? null),
  )
  const kind = chat.audience === null ? info.kinds[chat.kind] : info.announcements
  const what = chat.kind === 'channel' ? t.chat.subscribers[chat.channelClass ?? 'everyone'] : kind
  return (
    <div className={styles.hero}>
      <ChatPicture chatId={chat.id} size={64} />
      <div>
        <h3>
          {title.name}
          {title.verified && <VerifiedMark />}
        </h3>
        <p>{what}</p>
        {organisation !== null && <p>{organisation.name}</p>}
        {organisation !== null && chat.unitId !== null && <p>{info.ledBy(roleName(organisation.type, 'lead'))}</p>}
      </div>
    </div>
  )
}
