import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { send, startChat } from '#testkit/messages.ts'
import { eventually, messageWith, takeSession } from '#testkit/messenger-walk.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let chatId: string
let phone: Device
let laptop: Device

async function open(name: string, look: Look, path: string): Promise<Device> {
  const device = await story.device(name, look)
  await takeSession(device.context, cast.pupil, site(story.world))
  await device.page.goto(site(story.world, path))
  return device
}

const field = (page: Page) => page.getByPlaceholder('Сообщение')

step('what a pupil types on a phone stands in the list and in the field of his laptop', async () => {
  cast = await createCast(story.world)
  chatId = await startChat(cast)
  await send(cast.teacher, chatId, 'Кто завтра дежурит?')
  laptop = await open('laptop', { viewport: LAPTOP }, '/im')
  phone = await open('phone', { viewport: PHONE, theme: 'dark' }, `/im/${chatId}`)
  await field(phone.page).fill('Я могу, только')
  const row = laptop.page.getByRole('link', { name: /Математика/ })
  await row.getByText('Я могу, только').waitFor()
  await assertAccessible(laptop.page, 'a draft of another device')
  await row.click()
  await eventually(async () => assert.equal(await field(laptop.page).inputValue(), 'Я могу, только'))
})

step('he sends it from the laptop, and the phone has nothing left to send', async () => {
  await field(laptop.page).press('End')
  await field(laptop.page).pressSequentially(' утром')
  await laptop.page.keyboard.press('Enter')
  await messageWith(phone.page, 'Я могу, только утром').waitFor()
  await eventually(async () => assert.equal(await field(phone.page).inputValue(), ''), 20_000)
})

step('nothing was told to the console on the way', async () => {
  for (const device of [laptop, phone]) assertQuiet(device)
})
