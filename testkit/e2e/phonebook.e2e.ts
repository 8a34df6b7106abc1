import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { messageWith, takeSession, write } from '#testkit/messenger-walk.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let anna: Person
let boris: Person
let phone: Device
let laptop: Device

/** A file as a phone's own app of contacts saves it. */
const vcard = (...people: [name: string, number: string][]) => ({
  name: 'contacts.vcf',
  mimeType: 'text/vcard',
  buffer: Buffer.from(
    people
      .flatMap(([name, number]) => ['BEGIN:VCARD', 'VERSION:3.0', `FN:${name}`, `TEL;TYPE=CELL:${number}`, 'END:VCARD'])
      .join('\r\n'),
  ),
})

async function choose(page: Page, file: ReturnType<typeof vcard>): Promise<void> {
  await page.getByLabel('Загрузить файл контактов (.vcf)').setInputFiles(file)
}

step('[CNT-02/story] somebody compares her phone book, and nobody who has not compared his is told', async () => {
  cast = await createCast(story.world)
  anna = await signIn(story.world, newPhone(), { surname: 'Знакомая', name: 'Анна' })
  boris = await signIn(story.world, newPhone(), { surname: 'Приятелев', name: 'Борис' })
  phone = await story.device('anna', { viewport: PHONE, theme: 'dark' })
  await takeSession(phone.context, anna, site(story.world))
  const { page } = phone
  await page.goto(site(story.world, '/me/contacts'))
  await page.getByRole('link', { name: /Телефонная книга/ }).click()
  await page.getByRole('heading', { name: 'Сверить телефонную книгу' }).waitFor()
  await choose(page, { ...vcard(), buffer: Buffer.from('это не контакты') })
  await page.getByText('В файле нет ни одного номера').waitFor()
  await choose(page, vcard(['Боря сосед', boris.phone.replace('+7', '8')], ['Тётя Валя', newPhone()]))
  await page.getByText('Пока никого').waitFor()
  await assertAccessible(page, 'the phone book on a phone')
})

step('[CNT-03] anybody of the phone book is invited from the device', async () => {
  const { page } = phone
  await page.getByLabel('Найти в телефонной книге').fill('валя')
  assert.equal(await page.getByText('Боря сосед').count(), 0)
  const [sms, name, copy] = [
    page.getByRole('link', { name: 'СМС: Тётя Валя' }),
    page.getByText('Тётя Валя', { exact: true }),
    page.getByRole('button', { name: 'Скопировать приглашение' }).first(),
  ]
  await page
    .getByText(/^\+7 900 \d{3}-\d\d-\d\d$/)
    .first()
    .waitFor()
  const [above, below, beside] = [await name.boundingBox(), await copy.boundingBox(), await sms.boundingBox()]
  assert.ok(above!.y + above!.height < below!.y, 'on a phone the name stands above what can be done')
  assert.ok(
    beside!.y < below!.y + below!.height && below!.y < beside!.y + beside!.height,
    'both ways stand in one line',
  )
  const href = await sms.getAttribute('href')
  assert.match(decodeURIComponent(href ?? ''), /^sms:\+7\d{10}\?&body=Переходите в «Парту»/)
  assertQuiet(phone)
})

step('[CNT-02/story] the other one compares too: each finds the other, and they write', async () => {
  laptop = await story.device('boris', { viewport: LAPTOP, theme: 'light' })
  await takeSession(laptop.context, boris, site(story.world))
  const { page } = laptop
  await page.goto(site(story.world, '/me/contacts/phone'))
  await choose(page, vcard(['Анна с дачи', anna.phone]))
  await page.getByText('Знакомая Анна').waitFor()
  await assertAccessible(page, 'the phone book on a laptop')
  await page.getByRole('link', { name: 'Написать' }).click()
  await write(page, 'Привет, это Боря')
  await messageWith(page, 'Привет, это Боря').waitFor()
  await phone.page.reload()
  await phone.page.getByText('Приятелев Борис').waitFor()
  assertQuiet(laptop)
})

step('[CNT-02/story] a pupil reads that this is for adults', async () => {
  const child = await story.device('pupil', { viewport: PHONE, theme: 'light' })
  await takeSession(child.context, cast.pupil, site(story.world))
  await child.page.goto(site(story.world, '/me/contacts/phone'))
  await child.page.getByText('Это только для взрослых').waitFor()
  assert.equal(await child.page.getByText('Сверить телефонную книгу').count(), 0)
})
