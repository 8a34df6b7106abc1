import { constants, setPriority } from 'node:os'
import { readBook } from './read-book.ts'
import { readText } from './read-text.ts'
import type { SheetAnswer, SheetJob } from './sheet-job.ts'

const isArchive = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
const isOldOffice = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 4)).toString('hex') === 'd0cf11e0'

async function readSheet(job: SheetJob): Promise<SheetAnswer> {
  if (isOldOffice(job.bytes)) return { refused: 'oldExcel' }
  const answer = isArchive(job.bytes) ? await readBook(job) : readText(job)
  if ('refused' in answer) return answer
  const rows = answer.rows.map((row) => row.slice(0, job.columnsMax).map((cell) => tidy(cell, job.cellMax)))
  while (rows.at(-1)?.every((cell) => cell === '') === true) rows.pop()
  return rows.length === 0 ? { refused: 'empty' } : { rows }
}

/** A text without signs that nobody sees; the lines of a cell stay. */
function tidy(text: string, max: number): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/[^\P{C}\n]|\p{Zl}|\p{Zp}/gu, '')
    .replace(/[\p{Zs}]+/gu, ' ')
    .trim()
    .slice(0, max)
    .toWellFormed()
}

process.once('message', (job: SheetJob) => {
  void readSheet(job)
    .catch((): SheetAnswer => ({ refused: 'unreadable' }))
    .then((answer) => process.send!(answer))
})
process.once('disconnect', () => process.exit())
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
