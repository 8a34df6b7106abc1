import type { Client, Witness } from './client.ts'

interface Bird {
  what: string
  token: string
  holders: ReadonlySet<Client>
  seen: boolean
}

/**
 * Strings that only some may hold. Every byte that reaches a client is searched for them; one that reaches somebody
 * else is a leak, and one that reaches nobody proves nothing.
 */
export class Canary {
  readonly leaks: string[] = []
  readonly #birds: Bird[] = []

  readonly witness: Witness = (client, bytes) => {
    for (const bird of this.#birds) {
      if (!bytes.includes(bird.token)) continue
      if (bird.holders.has(client)) bird.seen = true
      else this.leaks.push(`${bird.what} reached ${client.name}`)
    }
  }

  /** Watches for a token from now on. */
  plant(what: string, token: string, holders: readonly Client[]): void {
    this.#birds.push({ what, token, holders: new Set(holders), seen: false })
  }

  /** What has reached none of those who may hold it, though somebody may. */
  get unseen(): string[] {
    return this.#birds.filter(({ seen, holders }) => !seen && holders.size > 0).map(({ what }) => what)
  }
}

let count = 0
const LETTERS = 'бвгджзклмнпрстфхцчшщ'

/** A word of Cyrillic letters that stands nowhere else, usable as a name. */
export function rareWord(): string {
  count += 1
  const tail = [...String(count).padStart(3, '0')].map((digit) => LETTERS[Number(digit)]).join('')
  return `Ъуа${tail}ъ`
}
