import { fullName } from '#contract/identity/names.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { SealedMessage } from '#contract/reports/reports.ts'
import type { PersonFacts } from '../identity/index.ts'
import type { Evidence } from '../messenger/index.ts'
import { openText, sealText } from '../platform/hashing/seal.ts'
import type { Platform } from '../platform/platform.ts'

interface Parts extends Pick<Platform, 'keyOutside' | 'random'> {}

export type Sealing = ReturnType<typeof createSealing>

/** Keeps the messages of reports so that neither the database nor a backup of it says what they were. */
export function createSealing({ keyOutside, random }: Parts) {
  const key = () => keyOutside('reported messages')

  return {
    /** What a message says, for as long as it may be reported after its erasure. */
    async keep(message: Message): Promise<Buffer> {
      return sealText(await key(), keptPlaceOf(message), JSON.stringify(saidIn(message)), random)
    },

    /** The message as it stood before it was erased; null when another installation has sealed it. */
    async whole(message: Message, kept: Buffer): Promise<Message | null> {
      const text = openText(await key(), keptPlaceOf(message), kept)
      return text === null ? null : { ...message, ...(JSON.parse(text) as Said) }
    },

    /** The messages as they stand, with the names that their senders have now. */
    async seal(
      reportId: string,
      { named, around }: Evidence,
      people: ReadonlyMap<string, PersonFacts>,
    ): Promise<Buffer> {
      const all = [
        ...named.map((message) => ({ message, reported: true })),
        ...around.map((message) => ({ message, reported: false })),
      ]
      const messages = all.sort((one, other) => one.message.seq - other.message.seq)
      const kept = messages.map(({ message, reported }) => sealedView(message, reported, people))
      return sealText(await key(), placeOf(reportId), JSON.stringify(kept), random)
    },

    /** @throws Error when it was sealed by another installation */
    async open(reportId: string, sealed: Buffer): Promise<SealedMessage[]> {
      const text = openText(await key(), placeOf(reportId), sealed)
      if (text === null) throw new Error('A report was sealed with another key than that of this installation')
      return JSON.parse(text) as SealedMessage[]
    },
  }
}

function sealedView(message: Message, reported: boolean, people: ReadonlyMap<string, PersonFacts>): SealedMessage {
  const person = people.get(message.senderId)
  return {
    reported,
    sender: person === undefined ? '' : fullName(person),
    at: message.at,
    text: message.text,
    files: message.attachments.map(({ name, bytes }) => ({ name, bytes })),
  }
}

/** What of a message its erasure takes. */
type Said = Pick<Message, 'text' | 'attachments'>

function saidIn({ text, attachments }: Message): Said {
  return { text, attachments }
}

function keptPlaceOf({ chatId, seq, id }: Message): string {
  return `erased message ${chatId} ${seq} ${id}`
}

function placeOf(reportId: string): string {
  return `report ${reportId}`
}
