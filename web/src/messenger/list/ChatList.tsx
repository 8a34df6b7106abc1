import { Icon24FavoriteOutline, Icon24FolderOutline, Icon28WriteSquareOutline } from '@vkontakte/icons'
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from 'react'
import { Virtualizer } from 'virtua'
import { useShallow } from 'zustand/react/shallow'
import { SwitchButton } from '#web/kit/frame/SwitchButton.tsx'
import { late } from '#web/kit/ui/late.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { chatPart } from '../boot/chat-parts.ts'
import { useChatsKnown, useMessenger } from '../boot/engine-context.ts'
import { useLabelsOfFolders, useShown } from '../boot/folder.ts'
import { fallbackNames } from '../boot/names.ts'
import { usePlace } from '../boot/use-place.ts'
import { FavouritesRow, useLacksFavourites } from '../favourites/FavouritesRow.tsx'
import { t } from '../messenger.texts.ts'
import { IconButton, Notice } from '../parts/Parts.tsx'
import { SearchField } from '../parts/SearchField.tsx'
import { findChats, orderChats, withoutHidden } from '../view/chat-list.ts'
import { shownChats } from '../view/folder-chats.ts'
import { ChatRow } from './ChatRow.tsx'
import { FeedLink } from './FeedLink.tsx'
import { Folders, useHasFolders } from './Folders.tsx'
import { ListSkeleton } from './ListSkeleton.tsx'
import styles from './list.module.css'
import { useFindKey } from './use-find-key.ts'

// Few have any.
const DeletedChats = late(async () => (await import('../ending/DeletedChats.tsx')).DeletedChats)

// For whoever leads classes.
const AbsencesLinks = late(async () => (await import('../absences/AbsencesLinks.tsx')).AbsencesLinks)

const ScheduledLine = late(async () => (await import('../scheduled/ScheduledLine.tsx')).ScheduledLine)

interface ChatListProps {
  openId: string | null
  onNewChat: (search: string) => void
  onImportant: () => void
  onArrange: () => void
}

/** The chats of the profile: by last activity, found by name, virtualised. */
export function ChatList({ openId, onNewChat, onImportant, onArrange }: ChatListProps) {
  const phone = usePhone()
  const { go } = usePlace()
  const [query, setQuery] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLElement>(null)
  const found = useFoundChats(query, openId)
  useFindKey(input)
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' && query !== '' && found[0] !== undefined) {
      // Else the same key would go on into the composer that gets the focus.
      event.preventDefault()
      setQuery('')
      go(found[0])
    }
    if (event.key !== 'Escape') return
    event.stopPropagation()
    if (query === '') input.current?.blur()
    setQuery('')
  }
  const moveByArrows = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || event.ctrlKey || event.metaKey || event.altKey) return
    const places = [input.current, ...(list.current?.querySelectorAll<HTMLElement>('li > :is(a, button)') ?? [])]
    const at = places.indexOf(document.activeElement as HTMLElement)
    const next = at === -1 ? undefined : places[at + step]
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  const Above = chatPart('List')
  const member = useMessenger(({ sync }) => Object.keys(sync.memberships).length > 0)
  const leads = useMessenger(({ sync }) =>
    Object.values(sync.memberships).some(({ roles }) => roles.some(({ role }) => role === 'lead')),
  )
  const newChat = member && (
    <IconButton label={t.list.newChat} onClick={() => onNewChat('')}>
      <Icon28WriteSquareOutline width={24} height={24} />
    </IconButton>
  )
  // With the first folder its row has a way to them of its own.
  const folders = !useHasFolders() && (
    <IconButton label={t.list.arrangeFolders} onClick={onArrange}>
      <Icon24FolderOutline />
    </IconButton>
  )
  const important = (
    <IconButton label={t.list.important} onClick={onImportant}>
      <Icon24FavoriteOutline />
    </IconButton>
  )
  return (
    <section ref={list} className={styles.list} aria-label={t.list.label} onKeyDown={moveByArrows}>
      {phone && (
        <header className={styles.phoneTop}>
          <div className={styles.switch}>
            <SwitchButton />
          </div>
          {folders}
          {important}
          {newChat}
        </header>
      )}
      <div className={styles.top}>
        <SearchField
          value={query}
          onChange={setQuery}
          label={t.list.searchLabel}
          placeholder={t.list.search}
          hint={phone ? undefined : 'Ctrl K'}
          inputRef={input}
          onKeyDown={onKeyDown}
        />
        {!phone && folders}
        {!phone && important}
        {!phone && newChat}
      </div>
      <Folders onArrange={onArrange} />
      <FeedLink />
      {leads && <AbsencesLinks />}
      <DeletedChats />
      <ScheduledLine chatId={null} />
      <Above />
      <ListBody found={found} query={query} openId={openId} onNewChat={onNewChat} />
    </section>
  )
}

/** The ids of the chats to show, in their order. */
function useFoundChats(query: string, openId: string | null): string[] {
  const shown = useShown()
  const labels = useLabelsOfFolders()
  const wanted = useDeferredValue(query)
  return useMessenger(
    useShallow((state) => {
      const ordered = orderChats(state)
      const held = wanted === '' ? withoutHidden(state, ordered) : ordered
      return findChats(state.sync, shownChats(state, held, shown, { labels, openId }), wanted, fallbackNames)
    }),
  )
}

interface ListBodyProps extends Pick<ChatListProps, 'openId' | 'onNewChat'> {
  found: string[]
  query: string
}

function ListBody({ found, query, openId, onNewChat }: ListBodyProps) {
  const phone = usePhone()
  const known = useChatsKnown()
  const shown = useShown()
  const member = useMessenger(({ sync }) => Object.keys(sync.memberships).length > 0)
  const pictureSize = phone ? 52 : 48
  const lacksFavourites = useLacksFavourites() && shown.t === 'all' && query.trim() === ''
  const rows = useMemo(
    () => [
      ...found.map((id) => <ChatRow key={id} chatId={id} open={id === openId} pictureSize={pictureSize} />),
      ...(lacksFavourites ? [<FavouritesRow key="favourites" pictureSize={pictureSize} />] : []),
    ],
    [found, openId, pictureSize, lacksFavourites],
  )
  if (!known) return <ListSkeleton pictureSize={pictureSize} />
  if (found.length === 0 && query.trim() !== '') {
    const action = member ? { label: t.list.findPerson, onClick: () => onNewChat(query) } : undefined
    return <Notice title={t.list.nothingFound(query.trim())} {...(action === undefined ? {} : { action })} />
  }
  if (found.length === 0 && shown.t === 'folder') return <Notice title={t.list.emptyFolder} />
  if (found.length === 0) {
    // Beside the list there is room to say the rest.
    return (
      <>
        {rows.length > 0 && (
          <ul>
            <li>{rows}</li>
          </ul>
        )}
        {phone ? <NoChats member={member} onNewChat={onNewChat} /> : <Notice title={t.list.noChats} />}
      </>
    )
  }
  return (
    <div className={styles.scroll}>
      <Virtualizer as="ul" item="li" itemSize={phone ? 72 : 64}>
        {rows}
      </Virtualizer>
    </div>
  )
}

/** What is said to somebody without a chat on a phone, where nothing stands beside the list. */
function NoChats({ member, onNewChat }: { member: boolean } & Pick<ChatListProps, 'onNewChat'>) {
  return member ? (
    <Notice
      title={t.list.emptyTitle}
      text={t.list.emptyText}
      action={{ label: t.list.emptyAction, onClick: () => onNewChat('') }}
    />
  ) : (
    <Notice
      title={t.list.emptyTitle}
      text={t.list.noOrganisation}
      action={{ label: t.list.applications, href: '/applications' }}
    />
  )
}
