import type { UnitAudience } from '#contract/communities/unit-audiences.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import type { Confirm } from '#contract/messenger/announcement.ts'
import { ANNOUNCEMENT_TARGETS_MAX } from '#contract/messenger/announcements.limits.ts'
import type { AnnouncementPlace, listPlaces } from '#contract/messenger/announcements.ts'
import { MESSAGE_TEXT_MAX } from '#contract/messenger/messenger.limits.ts'

export type Places = OutputOf<typeof listPlaces>

/** What a place is in a set. */
export function keyOf(place: AnnouncementPlace): string {
  return place.kind === 'chat' ? place.chatId : `${place.unitId} ${place.audience}`
}

/** The chosen places in the order in which they are shown. */
export function chosenPlaces({ channels, units, chats }: Places, chosen: ReadonlySet<string>): AnnouncementPlace[] {
  const all: AnnouncementPlace[] = [
    ...channels.map(({ chatId }) => ({ kind: 'chat' as const, chatId })),
    ...units.flatMap(({ unitId, people }) =>
      (Object.keys(people) as UnitAudience[]).map((audience) => ({ kind: 'unit' as const, unitId, audience })),
    ),
    ...chats.map(({ chatId }) => ({ kind: 'chat' as const, chatId })),
  ]
  return all.filter((place) => chosen.has(keyOf(place)))
}

/** What is shown of the places when somebody looks for a word in their names. */
export function found(places: Places, word: string): Places {
  const wanted = word.trim().toLocaleLowerCase('ru')
  const has = (name: string) => name.toLocaleLowerCase('ru').includes(wanted)
  return {
    channels: places.channels.filter(({ title }) => has(title)),
    units: places.units.filter(({ name }) => has(name)),
    chats: places.chats.filter(({ title }) => has(title)),
  }
}

/** What keeps an announcement from being sent, the first thing first; null when nothing does. */
export function missingOf(text: string, count: number): 'write' | 'over' | 'nobody' | 'tooMany' | null {
  const length = [...text.trim()].length
  if (length === 0) return 'write'
  if (length > MESSAGE_TEXT_MAX) return 'over'
  if (count === 0) return 'nobody'
  return count > ANNOUNCEMENT_TARGETS_MAX ? 'tooMany' : null
}

/** The set with the values in it, or without them when all of them were there. */
export function toggled(values: ReadonlySet<string>, ...changed: readonly string[]): ReadonlySet<string> {
  const all = changed.every((value) => values.has(value))
  const next = new Set(values)
  for (const value of changed) {
    if (all) next.delete(value)
    else next.add(value)
  }
  return next
}

/** Whether the families are asked, as the form holds it; `due` is the value of its field, empty for no end. */
export interface ConfirmForm {
  readonly answers: 'none' | 'seen' | 'agree'
  readonly who: 'one' | 'all'
  readonly due: string
}

export const NO_CONFIRM: ConfirmForm = { answers: 'none', who: 'one', due: '' }

/** What is sent of it; undefined when nobody is asked. */
export function confirmInput({ answers, who, due }: ConfirmForm): Confirm | undefined {
  if (answers === 'none') return undefined
  const at = new Date(due)
  return { answers, who, dueAt: due === '' || Number.isNaN(at.getTime()) ? null : at.toISOString() }
}
