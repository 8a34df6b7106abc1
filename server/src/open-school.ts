import { parseArgs } from 'node:util'
import { openSource } from './main/open-source.ts'
import { CommandError, runCommand } from './main/run-command.ts'
import { createSystemClock } from './platform/clock/clock.ts'
import { createIdMaker, createSystemRandom } from './platform/clock/random.ts'
import { readConfig } from './platform/config/config.ts'
import { openDatabase } from './platform/db/database.ts'
import { createLog } from './platform/log/log.ts'
import { doOpenOrganisation } from './school/index.ts'

const USAGE =
  'npm run school -- --organisation «Название» --administrator «Фамилия Имя Отчество» --login ЛОГИН [--zone Europe/Moscow]'
const LOGIN = /^[A-Za-z0-9._-]{3,60}$/
const PATIENCE_MS = 60_000

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('ru', { timeZone: zone }).format(0) !== ''
  } catch {
    return false
  }
}

/** Opens an organisation in the electronic school, and says the login and the first password of its super-administrator. */
async function openSchool(args: readonly string[], say: (line: string) => void): Promise<void> {
  const option = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: { organisation: option, administrator: option, login: option, zone: option },
  })
  const { organisation = '', administrator = '', login = '', zone = 'Europe/Moscow' } = values
  const [surname = '', name = '', ...rest] = administrator.trim().split(/\s+/)
  if (organisation.trim() === '' || name === '') throw new CommandError(USAGE)
  if (!LOGIN.test(login)) throw new CommandError(`${USAGE}\nЛогин: от трёх латинских букв, цифр, точек, дефисов.`)
  if (!isZone(zone)) throw new CommandError(`Нет такого часового пояса: ${zone}.`)
  const config = readConfig(process.env)
  const clock = createSystemClock()
  const random = createSystemRandom()
  const parts = { config, clock, random, newId: createIdMaker(clock, random) }
  await using source = await openSource(config)
  await using opened = openDatabase(source.url, 1, createLog('error'), PATIENCE_MS)
  const head = { surname, name, patronymic: rest.join(' '), title: 'Администратор', login }
  const { password } = await opened.db
    .transaction()
    .execute((tx) => doOpenOrganisation(tx, parts, { name: organisation.trim(), timeZone: zone, administrator: head }))
    .catch((error: unknown) => {
      const isTaken = (error as { constraint?: string }).constraint === 'account__login'
      throw isTaken ? new CommandError('Такой логин уже занят. Выберите другой.') : error
    })
  say(`Организация «${organisation.trim()}» открыта в электронной школе.`)
  say(`Логин: ${login}`)
  say(`Пароль: ${password}`)
  say('При первом входе пароль сменят. Больше он нигде не показывается.')
}

await runCommand(openSchool)
