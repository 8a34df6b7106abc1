import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Icon20Cancel, Icon20UserAddOutline } from '@vkontakte/icons'
import { useState } from 'react'
import type { ChatAbilities } from '#contract/messenger/chats.abilities.ts'
import { type ChatMember, chatMembers } from '#contract/messenger/chats.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { number } from '#web/kit/i18n/plural.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { cx } from '#web/kit/ui/cx.ts'
import { late } from '#web/kit/ui/late.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useName } from '../boot/names.ts'
import { useLateOffline } from '../boot/use-connection-line.ts'
import { useOwnKey } from '../boot/use-engine-calls.ts'
import { t } from '../messenger.texts.ts'
import { ContactsSkeleton } from '../newchat/ContactList.tsx'
import { IconButton, MainButton, Notice } from '../parts/Parts.tsx'
import { PersonPicture } from '../parts/Picture.tsx'
import { hrefOf } from '../place.ts'
import { AddMembers } from './AddMembers.tsx'
import styles from './info.module.css'
import { info } from './info.texts.ts'
import { RoleMenu } from './RoleMenu.tsx'

const AddOwn = late(async () => (await import('../joint/AddOwn.tsx')).AddOwn, { pressed: true })
const RemoveMember = late(async () => (await import('../moderation/RemoveMember.tsx')).RemoveMember, { pressed: true })

interface MembersProps {
  slice: ChatSlice
  abilities: ChatAbilities
}

/** People of a chat, those who lead it first. */
export function Members({ slice, abilities }: MembersProps) {
  const { chat } = slice
  const members = useMembers(slice)
  const offline = useLateOffline()
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<string | null>(null)
  const people = members.data?.pages.flatMap((page) => page.members) ?? []
  const inside = new Set(people.filter(({ role }) => role !== 'observer').map((member) => member.profileId))
  return (
    <section className={styles.group} aria-label={info.members}>
      <header className={styles.groupHead}>
        <h3>{info.members}</h3>
        <span>{number(chat.membersCount)}</span>
        {abilities.addMembers && (
          <IconButton label={info.add} onClick={() => setAdding(true)}>
            <Icon20UserAddOutline />
          </IconButton>
        )}
      </header>
      {members.data === undefined && members.error !== null && (
        <Notice
          title={explain(members.error).sentence}
          action={{ label: t.retry, onClick: () => void members.refetch() }}
        />
      )}
      {members.data === undefined &&
        members.error === null &&
        (offline ? (
          <Notice title={t.offline.title} text={t.offline.people} />
        ) : (
          <div className={styles.waiting}>
            <ContactsSkeleton />
          </div>
        ))}
      <ul>
        {people.map((member) => (
          <Member
            key={member.profileId}
            member={member}
            chatId={chat.id}
            givesRoles={abilities.setRole}
            onRemove={abilities.removeMembers ? () => setRemoving(member.profileId) : null}
          />
        ))}
      </ul>
      {members.hasNextPage && (
        <div className={styles.more}>
          <MainButton mode="soft" disabled={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
            {info.more}
          </MainButton>
        </div>
      )}
      {adding &&
        (chat.communityId === null ? (
          <AddOwn chatId={chat.id} inside={inside} onClose={() => setAdding(false)} />
        ) : (
          <AddMembers
            chatId={chat.id}
            communityId={chat.communityId}
            inside={inside}
            onClose={() => setAdding(false)}
          />
        ))}
      {removing !== null && <RemoveMember slice={slice} profileId={removing} onClose={() => setRemoving(null)} />}
    </section>
  )
}

/** The version of the chat is part of the key: whoever joins or leaves is seen at once. */
function useMembers({ chat }: ChatSlice) {
  const engine = useEngine()
  const live = useMessenger((state) => state.phase === 'stream')
  return useInfiniteQuery({
    queryKey: useOwnKey('members', chat.id, chat.version),
    enabled: live,
    networkMode: 'always',
    retry: false,
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam }) => {
      const page = await engine.call(chatMembers, {
        chatId: chat.id,
        ...(pageParam === null ? {} : { cursor: pageParam }),
      })
      engine.takeCards(page.cards)
      return page
    },
    getNextPageParam: (last) => last.next,
  })
}

interface MemberProps {
  member: ChatMember
  chatId: string
  givesRoles: boolean
  onRemove: (() => void) | null
}

function Member({ member, chatId, givesRoles, onRemove }: MemberProps) {
  const { name, verified } = useName(member.profileId)
  const me = useMessenger(({ sync }) => sync.profileId === member.profileId)
  return (
    <li className={styles.member}>
      <PersonPicture profileId={member.profileId} size={40} />
      <span className={styles.text}>
        <b>
          <AppLink href={hrefOf(chatId, { info: true, who: member.profileId })} title={name}>
            {name}
          </AppLink>
          {verified && <VerifiedMark />}
        </b>
        {me && <small>{info.you}</small>}
      </span>
      {member.role !== 'member' && (
        <span className={cx(styles.role, member.role === 'owner' && styles.owner)}>{info[member.role]}</span>
      )}
      {givesRoles && !me && member.role !== 'observer' && <RoleMenu chatId={chatId} member={member} name={name} />}
      {onRemove !== null && !me && member.role !== 'owner' && member.role !== 'observer' && (
        <IconButton label={`${info.remove}: ${name}`} onClick={onRemove}>
          <Icon20Cancel />
        </IconButton>
      )}
    </li>
  )
}
