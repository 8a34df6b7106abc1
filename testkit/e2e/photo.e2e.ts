import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { messageWith, takeSession } from '#testkit/messenger-walk.ts'
import { newId, type Person } from '#testkit/people.ts'
import { colourAt, describePicture, pictureOf } from '#testkit/pictures.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let pupil: Device
let classmate: Device
let director: Device

const file = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer })
const photoOf = (device: Device) => device.page.locator('main img[src^="/photos/"]')

const boxOf = async (element: Locator) => (await element.boundingBox()) ?? assert.fail('it is not shown')

step('[ACC-01/photo-story] a pupil chooses a picture on a phone, cuts it by keyboard, and sends it', async () => {
  cast = await createCast(story.world)
  pupil = await story.device('pupil', { viewport: PHONE, theme: 'dark' })
  await takeSession(pupil.context, cast.pupil, site(story.world))
  const { page } = pupil
  await page.goto(site(story.world, '/me'))
  await page.getByRole('link', { name: 'Выбрать или удалить' }).click()
  await page.getByText('Фотографии ещё нет').waitFor()
  await assertAccessible(page, 'the page of a photo without one')
  const input = page.locator('input[type=file]')
  await input.setInputFiles(file('снимок.heic', 'image/heic', Buffer.from('\0\0\0\x24ftypheic'.repeat(20), 'latin1')))
  await page.getByText('Браузер не открывает этот файл').waitFor()
  await assertAccessible(page, 'the page of a photo after a wrong file')
  await input.setInputFiles(file('снимок.jpg', 'image/jpeg', await pictureOf(900, 300)))
  const stage = page.getByRole('application')
  await stage.waitFor()
  await assertAccessible(page, 'cutting a photo on a phone')
  // To the left edge, where it is of one colour only.
  for (let n = 0; n < 25; n += 1) await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('+')
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click()
  await page.getByText('Фотография сохранена').waitFor()
  await photoOf(pupil).waitFor()
  await assertAccessible(page, 'the page of a photo')
  const { photoId } = await cast.pupil.client.call('photos.own', {})
  const { bytes } = await cast.pupil.client.raw(`/photos/${photoId}/256`)
  assert.equal((await describePicture(bytes)).width, 256)
  for (const place of [5, 128, 250]) {
    const [red, , blue] = await colourAt(bytes, place, 128)
    assert.ok(red! > 150 && blue! < 80, `at ${place} it is ${red}, ${blue}`)
  }
})

step('[ACC-01/photo-story] what could not be sent is kept and sent again', async () => {
  const { page } = pupil
  await page.route('**/files/*', (route) => route.fulfill({ status: 400, body: '' }))
  await page
    .locator('input[type=file]')
    .setInputFiles(file('другой.png', 'image/png', await pictureOf(400, 400, 'png')))
  const stage = page.getByRole('application')
  const box = (await stage.boundingBox())!
  await page.mouse.move(box.x + 100, box.y + 100)
  await page.mouse.down()
  await page.mouse.move(box.x + 40, box.y + 60, { steps: 4 })
  await page.mouse.up()
  await page.getByLabel('Ближе').fill('2')
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click()
  const again = page.getByRole('button', { name: 'Отправить ещё раз' })
  await again.waitFor()
  await assertAccessible(page, 'a photo that was not sent')
  await page.unroute('**/files/*')
  const before = await photoOf(pupil).getAttribute('src')
  await again.click()
  await page.getByText('Фотография сохранена').waitFor()
  await page.waitForFunction(
    (src) => document.querySelector('main img[src^="/photos/"]')?.getAttribute('src') !== src,
    before,
  )
})

step(
  '[ACC-01/photo-story] [VER-07/picture] classmates see it in a chat and nobody takes it for the mark, an administrator takes it away, and the pupil reads why',
  async () => {
    const { teacher, secondPupil, school } = cast
    const { communityId } = school
    const memberIds = [cast.pupil.profileId, secondPupil.profileId]
    const { chat } = await teacher.client.call('chats.create', { id: newId(), communityId, title: '5«Б»', memberIds })
    await cast.pupil.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Это я' })
    classmate = await story.device('classmate', { viewport: LAPTOP })
    await takeSession(classmate.context, secondPupil, site(story.world))
    await classmate.page.goto(site(story.world, `/im/${chat.id}`))
    const said = messageWith(classmate.page, 'Это я')
    await said.locator('img[src^="/photos/"]').waitFor()
    await assertAccessible(classmate.page, 'a chat with a photo')
    director = await story.device('director', { viewport: LAPTOP })
    await takeSession(director.context, cast.director, site(story.world))
    const { page } = director
    await page.goto(site(story.world, `/o/${communityId}/members`))
    await photoOf(director).first().waitFor()
    // What a person shows of himself stands before his name; behind it stands what the server says alone.
    const rowOf = ({ about: { surname, name } }: Person) =>
      page.getByRole('row').filter({ has: page.getByRole('button', { name: `Действия: ${surname} ${name}` }) })
    const nameIn = (person: Person) => boxOf(rowOf(person).locator('b > [title]'))
    const mark = { name: 'Верифицированный профиль' }
    const photo = await boxOf(rowOf(cast.pupil).locator('img[src^="/photos/"]'))
    assert.ok(photo.x + photo.width <= (await nameIn(cast.pupil)).x, 'the picture stands before the name')
    assert.equal(await rowOf(cast.pupil).getByRole('img', mark).count(), 0)
    const drawn = await boxOf(rowOf(teacher).getByRole('img', mark))
    const name = await nameIn(teacher)
    assert.ok(drawn.x >= name.x + name.width - 1, 'the mark stands behind the name')
    await page.getByRole('button', { name: `Действия: ${cast.pupil.about.surname} ${cast.pupil.about.name}` }).click()
    await page.getByRole('menuitem', { name: 'Убрать фотографию' }).click()
    const dialog = page.getByRole('dialog', { name: 'Убрать фотографию' })
    await dialog.getByRole('button', { name: 'Убрать', exact: true }).click()
    await dialog.getByText('Напишите, почему фотография не подходит').waitFor()
    await dialog.getByLabel('Причина').fill('На снимке другой человек')
    await assertAccessible(page, 'taking a photo away')
    await dialog.getByRole('button', { name: 'Убрать', exact: true }).click()
    await page.getByText('Фотография убрана').waitFor()
    await photoOf(director).first().waitFor({ state: 'detached' })
    await classmate.page.locator('img[src^="/photos/"]').first().waitFor({ state: 'detached' })
    await pupil.page.reload()
    await pupil.page.getByText('На снимке другой человек').waitFor()
    await assertAccessible(pupil.page, 'a photo that was taken away')
    assertQuiet(director, [])
    assertQuiet(classmate, [])
    assertQuiet(pupil, [/400/])
  },
)
