import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import readBookOfSheets from 'read-excel-file/universal'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import { openChat } from '#testkit/messenger-walk.ts'
import type { Person } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
const HEADS = ['ID участника', 'Отображаемое имя', 'Время присоединения', 'Время выхода', 'Длительность сессии']
let cast: Cast
let chatId: string
let teacher: Device
let pupil: Device

const open = (name: string, person: Person, look: Look) => openChat(story, name, person, chatId, look)

async function openCalls(page: Page) {
  await page.getByRole('button', { name: 'Сведения' }).last().click()
  await page.getByRole('button', { name: 'Звонки', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Звонки' })
  await dialog.waitFor()
  return dialog
}

/** A call of the teacher in which the pupil was twice. */
async function hold() {
  const { call } = await cast.teacher.client.call('calls.start', { chatId, id: newId() })
  const place = { chatId, callId: call.id }
  for (const minutes of [2, 1]) {
    const session = { ...place, sessionId: newId() }
    await cast.pupil.client.call('calls.join', session)
    for (let passed = 0; passed < minutes * 6; passed += 1) {
      story.world.clock.advance(10_000)
      await cast.pupil.client.call('calls.beat', session)
    }
    await cast.pupil.client.call('calls.leave', session)
  }
  await cast.teacher.client.call('calls.end', place)
}

async function download(page: Page, format: string) {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: new RegExp(`^Скачать список участников звонка, ${format}`) }).click(),
  ])
  assert.match(
    file.suggestedFilename(),
    new RegExp(`^Участники звонка \\d{4}-\\d\\d-\\d\\d\\.${format.toLowerCase()}$`),
  )
  return readFile(await file.path())
}

step(
  '[ATT-01] [ATT-04] a teacher finds his call in its chat and saves who was there, for a spreadsheet and as a book',
  async () => {
    cast = await createCast(story.world)
    chatId = await startChat(cast)
    teacher = await open('teacher', cast.teacher, { viewport: LAPTOP })
    const { page } = teacher
    const empty = await openCalls(page)
    await empty.getByText('Звонков, которые вы начали или вели в этом чате, пока нет.').waitFor()
    await page.keyboard.press('Escape')
    await hold()
    await page.getByRole('button', { name: 'Звонки', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Звонки' })
    await dialog.getByText(/3\sминуты · 1\sучастник/).waitFor()
    await assertAccessible(page, 'the calls of a chat')
    const [heads, first, second, ...rest] = (await download(page, 'CSV')).toString('utf8').split('\r\n')
    assert.equal(heads, `\uFEFF${HEADS.join(';')}`)
    for (const line of [first, second]) {
      const cells = line!.split(';')
      assert.equal(cells[0], cast.pupil.profileId)
      assert.match(cells[2]!, /^\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d \+03:00$/)
      assert.match(cells[4]!, /^00:0[0-2]:\d\d$/)
    }
    assert.deepEqual(rest, [''])
    await page.getByText('Список участников скачан').waitFor()
    await dialog.getByText('Добавить итоги по каждому участнику').click()
    const book = await download(page, 'XLSX')
    const sheets = await readBookOfSheets(new Uint8Array(book).buffer)
    assert.deepEqual(
      sheets.map(({ sheet, data }) => [sheet, data.length]),
      [
        ['Участники', 3],
        ['Итоги', 2],
      ],
    )
    assert.deepEqual(sheets[0]!.data[0], HEADS)
  },
)

step('[ATT-01/others] a pupil finds no list of others on his phone', async () => {
  pupil = await open('pupil', cast.pupil, { viewport: PHONE, theme: 'dark' })
  const dialog = await openCalls(pupil.page)
  await dialog.getByText('Звонков, которые вы начали или вели в этом чате, пока нет.').waitFor()
  await assertAccessible(pupil.page, 'no calls on a phone')
  for (const device of [teacher, pupil]) assertQuiet(device)
})
