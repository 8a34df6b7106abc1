import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let pupil: Device
let mother: Device
let director: Device
let mum: Person
let address: string

step('[INV-11/story] a pupil makes the family link on a phone; in the own browser it explains itself', async () => {
  cast = await createCast(story.world)
  pupil = await story.device('pupil', { viewport: PHONE, theme: 'dark' })
  await takeSession(pupil.context, cast.secondPupil, site(story.world))
  const { page } = pupil
  await page.goto(site(story.world, '/family'))
  await page.getByText('Пока никто не присоединился').waitFor()
  await page.getByRole('button', { name: 'Сделать ссылку' }).click()
  await page.getByRole('img', { name: 'QR-код семейной ссылки' }).waitFor()
  await assertAccessible(page, 'the family link on a phone')
  const text = await page.getByText(/\/join\//).innerText()
  address = site(story.world, text.slice(text.indexOf('/join/')))
  await page.goto(address)
  await page.getByRole('heading', { name: 'Эта ссылка — для ваших родителей' }).waitFor()
  await assertAccessible(page, 'the own family link on a phone')
  await page.getByRole('link', { name: 'Показать QR-код родителю' }).click()
  await page.getByRole('img', { name: 'QR-код семейной ссылки' }).waitFor()
})

step(
  '[INV-11/story] the mother applies by it on her own device, and the pupil sees her once she is approved',
  async () => {
    mum = await signIn(story.world, newPhone(), { surname: 'Лисина', name: 'Вера', patronymic: 'Ильинична' })
    mother = await story.device('mother', { viewport: PHONE, theme: 'light' })
    await takeSession(mother.context, mum, site(story.world))
    await mother.page.goto(address)
    await mother.page.getByText('Ребёнок: Ева Л.').waitFor()
    await mother.page.getByRole('button', { name: 'Отправить заявку' }).click()
    await mother.page.getByText('Заявка на рассмотрении').first().waitFor()
    const { applications } = await mum.client.call('applications.own', {})
    const { communityId } = cast.school
    await cast.director.client.call('applications.decide', {
      communityId,
      ids: applications.map(({ id }) => id),
      decision: 'approve',
    })
    await pupil.page.reload()
    await pupil.page.getByText('Лисина Вера Ильинична').waitFor()
    await mother.page.goto(site(story.world, '/family'))
    await mother.page.getByRole('heading', { name: 'Лисина Ева' }).waitFor()
    await assertAccessible(mother.page, 'the children of a parent on a phone')
  },
)

step(
  '[INV-12/story] the pupil reports an adult; the administrator reads it among the members and takes her out',
  async () => {
    const { page } = pupil
    await page.getByRole('button', { name: 'Сообщить об ошибке' }).click()
    const dialog = page.getByRole('dialog', { name: 'Сообщить о взрослом?' })
    await dialog.getByRole('button', { name: 'Сообщить и приостановить' }).click()
    await dialog.getByText('Напишите причину').waitFor()
    await dialog.getByLabel('Причина').fill('Я её не знаю')
    await assertAccessible(page, 'reporting an adult on a phone')
    await dialog.getByRole('button', { name: 'Сообщить и приостановить' }).click()
    await page.getByText('Пока никто не присоединился').waitFor()
    // The mother's page hears it.
    await mother.page.getByText('Приостановлен', { exact: true }).waitFor()
    director = await story.device('director', { viewport: LAPTOP, theme: 'light' })
    await takeSession(director.context, cast.director, site(story.world))
    await director.page.goto(site(story.world, `/o/${cast.school.communityId}/members`))
    await director.page.getByText('Я её не знаю').waitFor()
    await assertAccessible(director.page, 'reports among the members')
    await director.page.getByRole('button', { name: 'Отсоединить', exact: true }).click()
    await director.page.getByText('Решённые: 1').waitFor()
    await mother.page.getByText('Прекращён', { exact: true }).waitFor()
    assert.deepEqual((await mum.client.call('communities.mine', {})).memberships, [])
    for (const device of [pupil, mother, director]) assertQuiet(device, [])
  },
)

step(
  '[IDN-20/story] on one shared phone the child leaves for the parent: nothing of the child is there, and no child for her to become',
  async () => {
    const { page, context } = pupil
    await page.goto(site(story.world, '/im'))
    await page.getByText('Общешкольный').first().waitFor()
    const databases = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''))
    assert.ok((await databases()).includes(`parta.im.${cast.secondPupil.profileId}`))
    const { link } = await cast.secondPupil.client.call('families.link', {
      id: newId(),
      unitId: cast.classId,
      childProfileId: cast.secondPupil.profileId,
      renew: true,
    })
    const path = `/join/${link!.token}`
    await page.goto(site(story.world, path))
    await page.getByRole('button', { name: 'Выйти, войдёт родитель' }).click()
    await page.waitForURL(/\/id/)
    assert.deepEqual(
      (await databases()).filter((name) => name.includes(cast.secondPupil.profileId)),
      [],
    )
    await takeSession(context, cast.parent, site(story.world))
    await page.goto(site(story.world, path))
    await page.getByText('Вы вошли: Петрова Анна Викторовна').waitFor()
    await page.goto(site(story.world, '/me'))
    await page.getByText('Петрова Анна Викторовна').first().waitFor()
    assert.equal(await page.getByText('Лисина Ева').count(), 0)
    await page.goto(site(story.world, '/family'))
    await page.getByRole('heading', { name: 'Петров Артём' }).waitFor()
    assertQuiet(pupil, [])
  },
)
