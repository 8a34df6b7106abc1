import type { InputOf } from '#contract/kit/operation.ts'
import type { AnnouncementPlace, announce as announceOperation } from '#contract/messenger/announcements.ts'
import type { Message } from '#contract/messenger/chats.ts'
import { newId } from './client.ts'
import type { Person } from './people.ts'
import type { World } from './world.ts'

type More = Partial<Omit<InputOf<typeof announceOperation>, 'id' | 'communityId' | 'places'>>

/** What announces something in these places under a new id. */
export function announcementInput(communityId: string, places: readonly AnnouncementPlace[], more: More = {}) {
  return {
    id: newId(),
    communityId,
    text: 'Собрание в четверг в 18:00',
    important: false,
    places: [...places],
    ...more,
  }
}

/** Announces something and has it brought to its places; returns its id. */
export async function announce(
  world: World,
  person: Person,
  communityId: string,
  places: readonly AnnouncementPlace[],
  more: More = {},
): Promise<string> {
  const { id } = await person.client.call('announcements.make', announcementInput(communityId, places, more))
  await world.app.messenger.announcing.run()
  return id
}

/** Where an announcement stands in the chats of a person, with the chat. */
export async function announcedTo(person: Person, id: string): Promise<{ title: string; message: Message }[]> {
  const { chats } = await person.client.call('chats.list', { limit: 200 })
  const found: { title: string; message: Message }[] = []
  for (const { chat } of chats) {
    const { entries } = await person.client.call('messages.page', { chatId: chat.id, limit: 100 })
    for (const entry of entries) {
      if (entry.e === 'message.posted' && entry.p.message.announcement?.id === id) {
        found.push({ title: chat.title, message: entry.p.message })
      }
    }
  }
  return found
}

/** To the parents, pupils or staff of a unit. */
export function toUnit(unitId: string, audience: 'guardians' | 'pupils' | 'staff' = 'guardians'): AnnouncementPlace {
  return { kind: 'unit', unitId, audience }
}

export function toChat(chatId: string): AnnouncementPlace {
  return { kind: 'chat', chatId }
}

/** Asks for «Ознакомлен» of one guardian, without an end. */
export const ASKS = { confirm: { answers: 'seen', who: 'one', dueAt: null } } as const

const HOUR_MS = 3_600_000

/** A zone in which it is noon now, so that nobody's session ends while a test waits for the day. */
export function zoneOfNoon(world: World): string {
  const ahead = 12 - new Date(world.clock.now()).getUTCHours()
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

/** Lets time pass until it is noon in Moscow. */
export function waitForDay(world: World): void {
  const noon = 9 * HOUR_MS
  const day = 24 * HOUR_MS
  const over = (world.clock.now() - noon) % day
  world.clock.advance(over === 0 ? 0 : day - over)
}
