import type { MemoryDatabase } from './memory-database.ts'

/**
 * Every file that a message shows is there and noted as its; every file that was used is there for as long as some message
 * holds it, and no longer.
 */
export function verifyFiles(database: MemoryDatabase): string[] {
  const [files, media] = [database.rows('files.file'), database.rows('messenger.media')]
  const attachments = [...database.rows('messenger.attachment').values()]
  const byMessage = Map.groupBy(attachments, (row) => `${row.chat_id} ${row.seq}`)
  const broken: string[] = []
  for (const [key, row] of database.rows('messenger.message')) {
    const shown = ((row.attachments ?? []) as { id: string }[]).map(({ id }) => id)
    const held = (byMessage.get(key) ?? []).sort((one, other) => one.place - other.place).map((each) => each.file_id)
    if (shown.join() !== held.join()) broken.push(`${key} shows ${shown} and holds ${held}`)
    for (const id of shown) {
      if (files.get(id)?.state !== 'kept') broken.push(`${key} shows ${id}, which is ${files.get(id)?.state}`)
      if (!media.has(id)) broken.push(`nothing is known of ${id}, which ${key} shows`)
    }
  }
  const held = new Set(attachments.map((row) => row.file_id))
  const needed = new Set<string | null>()
  for (const row of media.values()) {
    if (held.has(row.file_id)) for (const id of [row.file_id, row.clean_id, row.small_id, row.large_id]) needed.add(id)
  }
  for (const [id, { state, expires_at }] of files) {
    if (needed.has(id) && state === 'erased') broken.push(`${id} is erased and needed`)
    if (!needed.has(id) && state === 'kept' && expires_at === null) broken.push(`${id} is kept for nothing`)
  }
  return broken
}
