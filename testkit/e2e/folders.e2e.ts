import type { Page } from 'playwright-core'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { send, startChat } from '#testkit/messages.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
const LESSONS = 'Уроки'
let cast: Cast
let desk: Device
let phone: Device

async function open(name: string, look: Look): Promise<Device> {
  const device = await story.device(name, look)
  await takeSession(device.context, cast.teacher, site(story.world))
  await device.page.goto(site(story.world, '/im'))
  await chat(device.page, 'Математика').waitFor()
  return device
}

const chat = (page: Page, name: string) => page.getByRole('link', { name: new RegExp(name) })
const tabs = (page: Page) => page.getByRole('group', { name: 'Организации и папки' })
const tab = (page: Page, name: string) => tabs(page).getByRole('button', { name })

step(
  '[FLD-01] a teacher puts chats into folders at a desk; the phone has them, with what is unread in each',
  async () => {
    cast = await createCast(story.world)
    const maths = await startChat(cast)
    const trip = await startChat(cast, [cast.pupil, cast.secondPupil], 'Поездка')
    desk = await open('teacher', { viewport: LAPTOP })
    phone = await open('teacher’s phone', { viewport: PHONE, theme: 'dark' })
    const { page } = desk
    await page.getByRole('button', { name: 'Папки чатов' }).click()
    await page.getByText('Папок пока нет').waitFor()
    await assertAccessible(page, 'no folders')
    await page.getByRole('button', { name: 'Новая папка' }).click()
    await page.getByRole('button', { name: 'Сохранить' }).click()
    await page.getByText('Назовите папку: до 30 знаков.').waitFor()
    await page.getByLabel('Название папки').fill(LESSONS)
    await page.getByRole('list', { name: 'Чаты в папке' }).getByRole('button', { name: 'Математика' }).click()
    await assertAccessible(page, 'a folder')
    await page.getByRole('button', { name: 'Сохранить' }).click()
    await page.getByRole('list', { name: 'Мои папки' }).getByText(LESSONS).waitFor()
    await page.keyboard.press('Escape')
    await tab(page, LESSONS).click()
    await chat(page, 'Поездка').waitFor({ state: 'detached' })
    await chat(page, 'Математика').waitFor()
    await tab(phone.page, LESSONS).click()
    await chat(phone.page, 'Поездка').waitFor({ state: 'detached' })
    await send(cast.pupil, maths, 'Можно спросить?')
    await send(cast.pupil, trip, 'Что взять с собой?')
    for (const each of [desk, phone]) await tab(each.page, `${LESSONS} 1`).waitFor()
    await tab(page, 'Все 2').click()
    await chat(page, 'Поездка').click()
    await page.getByRole('button', { name: 'Сведения о чате', exact: true }).click()
    const info = page.getByRole('complementary')
    await info.getByRole('button', { name: 'Папки' }).click()
    await info.getByRole('list', { name: 'Папки' }).getByRole('button', { name: LESSONS }).click()
    await assertAccessible(page, 'folders of a chat')
    await chat(phone.page, 'Поездка').waitFor()
  },
)

step(
  '[FLD-01/order-story] folders are put into another order, and one that was deleted by mistake comes back',
  async () => {
    const { page } = phone
    await page.getByRole('button', { name: 'Папки чатов' }).click()
    const dialog = page.getByRole('dialog')
    const own = dialog.getByRole('list', { name: 'Мои папки' })
    await dialog.getByRole('button', { name: 'Непрочитанные' }).click()
    await own.getByText('Непрочитанные').waitFor()
    await assertAccessible(page, 'folders on a phone')
    await dialog.getByRole('button', { name: 'Поставить папку «Непрочитанные» выше' }).click()
    await own.getByRole('listitem').first().getByText('Непрочитанные').waitFor()
    await dialog.getByRole('button', { name: `Удалить папку «${LESSONS}»` }).click()
    await tab(desk.page, LESSONS).waitFor({ state: 'detached' })
    await dialog.getByRole('button', { name: 'Вернуть' }).click()
    await tab(desk.page, LESSONS).waitFor()
    await page.keyboard.press('Escape')
    await tab(page, 'Непрочитанные').click()
    await chat(page, 'Математика').waitFor()
    await chat(page, 'Сотрудники').waitFor({ state: 'detached' })
    await chat(page, 'Математика').click()
    await tabs(desk.page).getByRole('button', { name: 'Все', exact: true }).waitFor()
    await page.goBack()
    await page.getByText('В этой папке пока нет чатов').waitFor()
    for (const device of [desk, phone]) assertQuiet(device)
  },
)
