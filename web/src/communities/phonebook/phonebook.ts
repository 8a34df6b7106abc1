import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { PHONEBOOK_NUMBERS_MAX } from '#contract/communities/communities.limits.ts'
import { type BookEntry, readVCards } from './read-vcard.ts'

/** Somebody of a phone book with his numbers in E.164. */
export interface Entry {
  name: string
  phones: string[]
}

interface ContactsManager {
  select(
    properties: readonly ['name', 'tel'],
    options: { multiple: true },
  ): Promise<{ name?: string[]; tel?: string[] }[]>
}

const contacts = (navigator as Navigator & { contacts?: ContactsManager }).contacts

/** Whether the browser lets people be picked from the phone's own contacts. */
export const hasPicker = contacts !== undefined

/** Lets people be picked from the phone's own contacts; nobody when the person thinks better of it. */
export async function pickContacts(): Promise<Entry[]> {
  const picked = await contacts!.select(['name', 'tel'], { multiple: true })
  return cleanEntries(picked.map(({ name, tel = [] }) => ({ name: name?.[0] ?? tel[0] ?? '', numbers: tel })))
}

/** People of a vCard file. */
export async function readFile(file: File): Promise<Entry[]> {
  return cleanEntries(readVCards(await file.text()))
}

/** Numbers in one form, each once, those that are none left out; at most as many as are compared at once. */
export function cleanEntries(entries: readonly BookEntry[]): Entry[] {
  const seen = new Set<string>()
  const clean: Entry[] = []
  for (const { name, numbers } of entries) {
    const phones = numbers.flatMap((text) => {
      const parsed = parsePhoneNumberFromString(text, 'RU')
      if (parsed?.isPossible() !== true || seen.has(parsed.number) || seen.size >= PHONEBOOK_NUMBERS_MAX) return []
      seen.add(parsed.number)
      return [parsed.number as string]
    })
    if (phones.length > 0) clean.push({ name, phones })
  }
  return clean.sort((a, b) => a.name.localeCompare(b.name))
}

/** What leaves the device in place of the numbers: SHA-256 of each, base64url. */
export async function hashNumbers(entries: readonly Entry[]): Promise<string[]> {
  const phones = entries.flatMap((entry) => entry.phones)
  return Promise.all(
    phones.map(async (phone) => {
      const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(phone)))
      return btoa(String.fromCharCode(...bytes))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '')
    }),
  )
}
