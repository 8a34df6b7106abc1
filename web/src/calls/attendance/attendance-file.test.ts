import assert from 'node:assert/strict'
import { test } from 'node:test'
import readBookOfSheets from 'read-excel-file/universal'
import { en } from './attendance.en.ts'
import { ru } from './attendance.ru.ts'
import { attendanceBook, attendanceCsv, clockLength, zonedTime } from './attendance-file.ts'

const [ANNA, BORIS] = ['0190a000-0000-7000-8000-000000000001', '0190a000-0000-7000-8000-000000000002']
const at = (time: string) => `2026-11-30T${time}.000Z`
const row = (profileId: string, joinedAt: string, leftAt: string | null, seconds: number) => ({
  sessionId: `${profileId.slice(0, -4)}${joinedAt.slice(11, 13)}${joinedAt.slice(14, 16)}`,
  profileId,
  joinedAt,
  leftAt,
  seconds,
})
const rows = [
  row(ANNA, at('07:15:03'), at('07:20:03'), 300),
  row(BORIS, at('07:16:00'), null, 3_600),
  row(ANNA, at('07:18:03'), at('07:25:03'), 420),
]
const list = {
  rows,
  nameOf: (id: string) => (id === ANNA ? 'Анна Петровна' : '=cmd|calc'),
  timeZone: 'Europe/Moscow',
  sums: false,
}

test('[ATT-02] the list has exactly the columns of the requirement, in their order, under their names', async () => {
  const heads = ['ID участника', 'Отображаемое имя', 'Время присоединения', 'Время выхода', 'Длительность сессии']
  assert.deepEqual(ru.heads, heads)
  assert.equal(en.heads.length, heads.length)
  const lines = attendanceCsv(list, ru).split('\r\n')
  assert.deepEqual(lines, [
    `\uFEFF${heads.join(';')}`,
    `${ANNA};Анна Петровна;30.11.2026 10:15:03 +03:00;30.11.2026 10:20:03 +03:00;00:05:00`,
    `${BORIS};'=cmd|calc;30.11.2026 10:16:00 +03:00;;01:00:00`,
    `${ANNA};Анна Петровна;30.11.2026 10:18:03 +03:00;30.11.2026 10:25:03 +03:00;00:07:00`,
    '',
  ])
  const [sheet, ...others] = await readBookOfSheets(await (await attendanceBook(list, ru)).arrayBuffer())
  assert.deepEqual(others, [])
  assert.deepEqual(sheet!.data[0], heads)
  assert.deepEqual(sheet!.data[2]!.slice(0, 4), [BORIS, '=cmd|calc', '30.11.2026 10:16:00 +03:00', null])
})

test('[ATT-03/sums] the sums of each person are added when they are asked for, the time of two devices once', async () => {
  const lines = attendanceCsv({ ...list, sums: true }, ru).split('\r\n')
  assert.deepEqual(lines.slice(4), [
    '',
    ru.sumHeads.join(';'),
    `${ANNA};Анна Петровна;30.11.2026 10:15:03 +03:00;30.11.2026 10:25:03 +03:00;00:10:00;2`,
    `${BORIS};'=cmd|calc;30.11.2026 10:16:00 +03:00;;01:00:00;1`,
    '',
  ])
  const sheets = await readBookOfSheets(await (await attendanceBook({ ...list, sums: true }, en)).arrayBuffer())
  assert.deepEqual(
    sheets.map(({ sheet, data }) => [sheet, data.length]),
    [
      ['Participants', 4],
      ['Sums', 3],
    ],
  )
})

test('[ATT-04/zone] times are told on the clock of a zone with its offset, and lengths in hours without end', () => {
  assert.equal(zonedTime(at('23:59:59'), 'Asia/Kamchatka'), '01.12.2026 11:59:59 +12:00')
  assert.equal(zonedTime(at('00:30:00'), 'America/St_Johns'), '29.11.2026 21:00:00 -03:30')
  assert.equal(zonedTime(at('00:00:00'), 'UTC'), '30.11.2026 00:00:00 +00:00')
  assert.equal(clockLength(50 * 3_600 + 61), '50:01:01')
})
