import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { openSource } from './main/open-source.ts'
import { CommandError, runCommand } from './main/run-command.ts'
import { type Anchor, type BrokenRow, type Damage, verifyAudit } from './platform/audit/verify.ts'
import { readConfig } from './platform/config/config.ts'
import { AUDIT_KEY } from './platform/create-platform.ts'
import { openDatabase } from './platform/db/database.ts'
import { inSnapshot } from './platform/db/transaction.ts'
import { createLog } from './platform/log/log.ts'

const USAGE = 'npm run audit -- verify [--anchors FILE]'
const ANCHOR = /^([0-9a-f-]{36}) (\d+) ([0-9a-f]{64})$/
/** A chain is read row by row, so the whole may take long. */
const PATIENCE_MS = 3_600_000

const DAMAGES: Readonly<Record<Damage, string>> = {
  missing: 'строки нет',
  unlinked: 'строка не продолжает предыдущую',
  changed: 'содержание строки изменено',
  end: 'цепочка кончается не там, где кончалась: строки отрезаны или приписаны',
  anchor: 'строка не та, что была при прежней проверке',
}

/** Walks the log of administrative acts, and says where somebody has changed it. Ends with 1 when somebody has. */
async function audit(args: readonly string[], say: (line: string) => void): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { anchors: { type: 'string' } },
    allowPositionals: true,
  })
  if (positionals.length !== 1 || positionals[0] !== 'verify') throw new CommandError(USAGE)
  const anchors = values.anchors === undefined ? [] : readAnchors(await readFile(values.anchors, 'utf8'))
  await using source = await openSource(readConfig(process.env))
  await using opened = openDatabase(source.url, 1, createLog('error'), PATIENCE_MS)
  const key = await opened.db
    .selectFrom('platform.secret')
    .select('value')
    .where('name', '=', AUDIT_KEY)
    .executeTakeFirst()
  if (key === undefined) throw new CommandError('В этой базе нет журнала действий: продукт на ней ещё не запускался.')
  const { rows, ends, broken, exchanged } = await inSnapshot(opened.db, (tx) => verifyAudit(tx, key.value, anchors))
  for (const { chain, number, hash } of ends) say(`${chain} ${number} ${hash}`)
  for (const row of broken) say(sentenceOf(row))
  if (exchanged !== null) say(`ПОВРЕЖДЕНО: псевдоним ${exchanged} ведёт не к тому человеку.`)
  if (broken.length > 0 || exchanged !== null) process.exitCode = 1
  else say(`Журнал действий цел: строк ${rows}, цепочек ${ends.length}.`)
}

function sentenceOf({ chain, number, damage }: BrokenRow): string {
  return `ПОВРЕЖДЕНО: цепочка ${chain}, строка ${number}: ${DAMAGES[damage]}.`
}

/** Lines that an earlier run has printed; whatever else stands in the file is passed over. */
function readAnchors(text: string): Anchor[] {
  const anchors = text.split('\n').flatMap((line) => {
    const match = ANCHOR.exec(line.trim())
    return match === null ? [] : [{ chain: match[1]!, number: Number(match[2]), hash: match[3]! }]
  })
  if (anchors.length === 0) throw new CommandError('The file of anchors has no line «chain number hash» in it.')
  return anchors
}

await runCommand(audit)
