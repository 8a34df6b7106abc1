import { locale } from '#web/kit/i18n/locale.ts'
import { type CopyWeight, weighCopy } from '#web/kit/sync/profile-copy-database.ts'

/** What this browser keeps, in bytes by kind. */
export interface KeptBytes extends CopyWeight {
  /** Of the app itself, which are the same for everybody. */
  readonly files: number
}

/** The name under which the service worker keeps the files of the app begins so. */
const FILES = 'parta-messenger-'
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

export async function weighKept(profileId: string): Promise<KeptBytes> {
  const [copy, files] = await Promise.all([weighCopy(profileId), weighFiles()])
  return { ...copy, files }
}

async function weighFiles(): Promise<number> {
  // Pages that came without TLS have none.
  if (!('caches' in globalThis)) return 0
  let sum = 0
  for (const name of await caches.keys()) {
    if (!name.startsWith(FILES)) continue
    const cache = await caches.open(name)
    for (const answer of await cache.matchAll()) sum += (await answer.blob()).size
  }
  return sum
}

/** Bytes in the unit in which people read them. */
export function showBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)))
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[power]!,
    unitDisplay: 'short',
    maximumFractionDigits: power > 1 ? 1 : 0,
  }).format(bytes / 1024 ** power)
}
