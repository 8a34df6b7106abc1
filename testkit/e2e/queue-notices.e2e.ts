import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { apply, type Cast, createCast } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let director: Device
let applicant: Device
let person: Person
let applicationId: string

const queuePage = () => site(story.world, `/o/${cast.school.communityId}/applications`)
const siteLink = (name: RegExp) => director.page.getByRole('link', { name })

step('[INV-09/story] whoever decides sees in the messenger how many applications wait, as they come', async () => {
  cast = await createCast(story.world)
  director = await story.device('desk', { viewport: LAPTOP })
  await takeSession(director.context, cast.director, site(story.world))
  await director.page.goto(site(story.world, '/im'))
  await siteLink(/^Сайт$/).waitFor()
  person = await signIn(story.world, newPhone(), { surname: 'Заявкин', name: 'Олег' })
  applicant = await story.device('phone', { viewport: PHONE, theme: 'dark' })
  await takeSession(applicant.context, person, site(story.world))
  await applicant.page.goto(site(story.world, '/applications'))
  await applicant.page.getByText('Заявок нет').waitFor()
  const place = { unitId: cast.school.staffUnitId, role: 'staff', position: 'Завхоз' } as const
  applicationId = await apply(cast.school, person, place)
  await siteLink(/1\sзаявка ждёт/).waitFor()
  await applicant.page.getByText('На рассмотрении').waitFor()
})

step('[INV-09/story] one letter a day is offered, and goes to the address on the own card', async () => {
  const { page } = director
  await page.goto(queuePage())
  await page.getByText('Хотите раз в день получать письмо о новых заявках?').waitFor()
  await assertAccessible(page, 'a queue without letters')
  await page.getByRole('link', { name: 'Укажите почту на своей карточке' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  const email = 'director@school1234.test'
  await cast.director.client.call('details.set', { birthday: 'nobody', phone: '', email })
  await page.goto(queuePage())
  const letters = page.getByRole('checkbox', { name: `Письмо о новых заявках на ${email}` })
  assert.equal(await letters.isChecked(), true)
  await letters.focus()
  await page.keyboard.press('Space')
  await page.getByText('Писем о заявках не будет').waitFor()
  assert.equal(await letters.isChecked(), false)
  await assertAccessible(page, 'a queue with letters switched off')
})

step(
  '[INV-09/applicant] a refusal stands above every page until it is put aside; an approval is said at once',
  async () => {
    const { page } = applicant
    const { communityId } = cast.school
    const { client } = cast.director
    const ids = [applicationId]
    await page.goto(site(story.world, '/me'))
    await client.call('applications.decide', { communityId, ids, decision: 'reject', reason: 'Ставка занята' })
    await page.getByText('«Школа № 1234»: ваша заявка отклонена.').waitFor()
    await assertAccessible(page, 'a refusal above a page')
    await page.getByRole('link', { name: 'Подробнее' }).click()
    await page.getByText('Причина: Ставка занята').waitFor()
    assert.equal(await page.getByText('«Школа № 1234»: ваша заявка отклонена.').count(), 0)
    await client.call('applications.undo', { communityId, ids })
    await page.getByRole('heading', { name: 'Заявка на рассмотрении' }).waitFor()
    await client.call('applications.decide', { communityId, ids, decision: 'approve' })
    await page.getByText('«Школа № 1234»: вас приняли').waitFor()
    await siteLink(/^Сайт$/).waitFor()
  },
)
