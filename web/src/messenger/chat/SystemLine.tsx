import { useShallow } from 'zustand/react/shallow'
import { useMessenger } from '../boot/engine-context.ts'
import { fallbackNames } from '../boot/names.ts'
import { t } from '../messenger.texts.ts'
import type { FlowItem } from '../view/flow.ts'
import { nameOf } from '../view/people.ts'
import { seenBy } from '../view/supervision.ts'
import styles from './chat.module.css'

const NAMED_MAX = 3

type Entry = Extract<FlowItem, { t: 'system' }>['entry']

/** A change of the chat itself, in the middle. */
export function SystemLine({ entry, onJump }: { entry: Entry; onJump: (seq: number) => void }) {
  const ids = namedIn(entry).slice(0, NAMED_MAX)
  const { actorId } = entry.p
  const nameById = useMessenger(
    useShallow(({ sync }) =>
      [actorId, ...ids].map((id) => (id === null ? '' : nameOf(sync.cards[id], fallbackNames).name)),
    ),
  )
  const [actor = '', ...names] = nameById
  const said = sentence(entry, actor, names)
  const seq =
    entry.e === 'poll.ended' || (entry.e === 'chat.changed' && entry.p.what === 'pinned') ? entry.p.seq : undefined
  return (
    <div className={styles.system}>
      {seq === undefined ? (
        <span>{said}</span>
      ) : (
        <button type="button" onClick={() => onJump(seq)}>
          {said}
        </button>
      )}
    </div>
  )
}

function sentence(entry: Entry, actor: string, names: string[]): string {
  const who = entry.p.actorId === null ? null : actor
  if (entry.e === 'chat.changed') {
    const { chat, what } = entry.p
    if (chat.kind === 'channel' && what === 'created') return t.system.createdChannel(chat.title)
    if (what === 'created') return t.system.created(who, chat.title)
    if (what === 'reactionsChosen' || what === 'leadsChanged') return t.system[what]
    if (entry.p.given !== undefined) return t.system.roleGiven[entry.p.given.role](actor, names[0] ?? '')
    if (what === 'pinned' || what === 'unpinned' || what === 'pinsArranged') {
      return t.system[what](chat.kind === 'channel' ? null : who)
    }
    if (what === 'slowed') {
      return `${actor}: ${t.system.slowed(chat.slowModeMs && t.every(chat.slowModeMs))}`
    }
    if (what === 'permitted') {
      const permission = entry.p.permission!
      return `${actor}: ${t.system.reach[chat.permissions[permission]]} ${t.system.permitted[permission]}`
    }
    return what === 'renamed' ? t.system.renamed(who, chat.title) : `${actor}: ${t.system[what]}`
  }
  if (entry.e === 'poll.ended') return t.system.pollEnded(who)
  if (entry.e === 'supervision.changed') return seenBy(entry.p.chat.supervision, names)
  const { profileIds, actorId, reason } = entry.p
  const why = reason === undefined ? '' : ` · ${t.system.bySchool[reason]}`
  const rest = profileIds.length - names.length
  const list = rest > 0 ? `${names.join(', ')} ${t.system.more(rest)}` : names.join(', ')
  const alone = actorId === null || (profileIds.length === 1 && profileIds[0] === actorId)
  const one = profileIds.length === 1
  if (entry.e === 'members.joined') {
    if (alone) return t.system.joined(list, profileIds.length) + why
    return one ? t.system.joinedByOne(actor, list) : t.system.joinedBy(actor, list)
  }
  if (alone) return t.system.left(list) + why
  return one ? t.system.leftByOne(actor, list) : t.system.leftBy(actor, list)
}

/** Whose names the line needs. */
function namedIn(entry: Entry): readonly string[] {
  if (entry.e === 'chat.changed') return entry.p.given === undefined ? [] : [entry.p.given.profileId]
  if (entry.e === 'poll.ended') return []
  return entry.e === 'supervision.changed' ? (entry.p.chat.supervision?.observerIds ?? []) : entry.p.profileIds
}
