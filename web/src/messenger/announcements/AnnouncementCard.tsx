import { Icon20DeleteOutline, Icon20MoreHorizontal, Icon20WriteOutline } from '@vkontakte/icons'
import { Button } from '@vkontakte/vkui'
import { displayName } from '#contract/identity/names.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { AnnouncementTarget, OwnAnnouncement } from '#contract/messenger/announcements.ts'
import { useCommunity } from '#web/communities/index.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { Bar, Chip } from '#web/kit/ui/Chip.tsx'
import { Menu, type MenuItem } from '#web/kit/ui/Menu.tsx'
import { Person } from '#web/kit/ui/Person.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { hrefOf } from '../place.ts'
import styles from './announcements.module.css'
import { t } from './announcements.texts.ts'

interface AnnouncementCardProps {
  announcement: OwnAnnouncement
  author: ProfileCard | undefined
  onDeed: (what: 'edit' | 'withdraw' | 'families') => void
}

/** One announcement as its author looks after it. */
export function AnnouncementCard({ announcement, author, onDeed }: AnnouncementCardProps) {
  const { text, important, withdrawnAt, targets } = announcement
  const name = author === undefined || author.gone ? t.gone : displayName(author)
  return (
    <article className={styles.card} aria-label={`${name}, ${text}`}>
      <header className={styles.head}>
        <div>
          {author === undefined || author.gone ? (
            <b>{name}</b>
          ) : (
            <Person
              id={author.id}
              person={author}
              staff={author.staff}
              size={40}
              note={<Said announcement={announcement} />}
            />
          )}
        </div>
        {important && withdrawnAt === null && <Chip tone="warn">{t.important}</Chip>}
        {withdrawnAt !== null && <Chip>{t.withdrawn}</Chip>}
        {withdrawnAt === null && <Actions announcement={announcement} onDeed={onDeed} />}
      </header>
      {withdrawnAt === null && (
        <p className={text === '' ? styles.muted : styles.words}>{text === '' ? t.erased : text}</p>
      )}
      {(withdrawnAt === null || announcement.done < targets.length) && <Progress announcement={announcement} />}
      {announcement.confirmed !== null && (
        <div className={styles.progress}>
          <Bar
            value={shareOf(announcement.confirmed)}
            label={t.families.count(announcement.confirmed.done, announcement.confirmed.children)}
          />
          <span className="num">{t.families.count(announcement.confirmed.done, announcement.confirmed.children)}</span>
          <Button size="m" mode="secondary" onClick={() => onDeed('families')}>
            {t.families.title}
          </Button>
        </div>
      )}
      <details className={styles.where}>
        <summary>{t.where}</summary>
        <ul>
          {targets.map((target) => (
            <li key={JSON.stringify(target.place)}>
              <Target target={target} />
              <small>{t.states[target.state]}</small>
            </li>
          ))}
        </ul>
      </details>
    </article>
  )
}

/** When it was announced, and whether its text is another one since. */
function Said({ announcement: { at, editedAt, withdrawnAt } }: { announcement: OwnAnnouncement }) {
  const { community } = useCommunity()
  return (
    <>
      <When at={at} timeZone={community.timeZone} />
      {editedAt !== null && withdrawnAt === null && ` · ${t.edited}`}
    </>
  )
}

function shareOf({ children, done }: { children: number; done: number }): number {
  return children === 0 ? 0 : (100 * done) / children
}

function Progress({ announcement: { done, targets, withdrawnAt } }: { announcement: OwnAnnouncement }) {
  const all = targets.length
  const refused = targets.filter(({ state }) => state === 'refused').length
  const moving = done < all
  const standing = targets.filter(({ state }) => state === 'standing' || state === 'kept').length
  const said = moving ? (withdrawnAt === null ? t.bringing : t.taking)(done, all) : t.brought(standing)
  return (
    <div className={styles.progress} role="status">
      {moving && <Bar value={(100 * done) / all} label={said} />}
      <span className="num">{said}</span>
      {refused > 0 && <Chip tone="danger">{t.refusedIn(refused)}</Chip>}
    </div>
  )
}

/** What a place is called. */
export function targetName({ place, title }: Pick<AnnouncementTarget, 'place' | 'title'>): string {
  if (place.kind === 'unit') return t.audience[place.audience](title)
  return title === '' ? t.chat : title
}

function Target({ target }: { target: AnnouncementTarget }) {
  const { place, title, at, state } = target
  const name = targetName(target)
  // Whoever announces in a unit need not be in its chat.
  if (place.kind !== 'chat' || title === '' || at === null || state !== 'standing') return <span>{name}</span>
  return <AppLink href={hrefOf(at.chatId, { seq: at.seq })}>{name}</AppLink>
}

function Actions({ announcement, onDeed }: Pick<AnnouncementCardProps, 'announcement' | 'onDeed'>) {
  const { mayEdit, mayWithdraw } = announcement
  const items: MenuItem[] = [
    {
      key: 'edit',
      label: t.edit,
      icon: <Icon20WriteOutline />,
      impossible: mayEdit ? undefined : t.dayOver,
      onSelect: () => onDeed('edit'),
    },
    {
      key: 'withdraw',
      label: t.withdraw,
      icon: <Icon20DeleteOutline />,
      danger: true,
      impossible: mayWithdraw ? undefined : t.notYours,
      onSelect: () => onDeed('withdraw'),
    },
  ]
  return (
    <Menu label={t.actions} items={items}>
      <Icon20MoreHorizontal />
    </Menu>
  )
}
