import assert from 'node:assert/strict'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { startChat } from '#testkit/messages.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import type { Person } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let chatId: string
let teacher: Device
let pupil: Device

async function open(name: string, person: Person, look: Look): Promise<Device> {
  const device = await story.device(name, look)
  await takeSession(device.context, person, site(story.world))
  await device.page.goto(site(story.world, `/im/${chatId}?info=1`))
  return device
}

step(
  '[CHT-08/story] a teacher makes a pupil an administrator of the chat, who then may do what administrators may',
  async () => {
    cast = await createCast(story.world)
    chatId = await startChat(cast)
    teacher = await open('teacher', cast.teacher, { viewport: LAPTOP })
    pupil = await open('pupil', cast.pupil, { viewport: PHONE, theme: 'dark' })
    const { surname, name } = cast.pupil.about
    await pupil.page.getByText('Участники').first().waitFor()
    assert.equal(await pupil.page.getByRole('button', { name: 'Изменить название' }).count(), 0)
    assert.equal(await pupil.page.getByRole('button', { name: /^Роль:/ }).count(), 0)
    const { page } = teacher
    const menu = page.getByRole('button', { name: `Роль: ${name} ${surname}` })
    await menu.click()
    await page.getByRole('menuitem', { name: 'Сделать администратором чата' }).click()
    await page.getByText(`${name} ${surname} теперь администратор чата`).waitFor()
    await pupil.page.getByRole('button', { name: 'Изменить название' }).waitFor()
    await assertAccessible(page, 'the members of a chat for its owner')
  },
)

step(
  '[CHT-08/hand-story] the teacher hands the chat over after a question, and has the role menu no more',
  async () => {
    const { page } = teacher
    const { surname, name } = cast.secondPupil.about
    await page.getByRole('button', { name: `Роль: ${name} ${surname}` }).click()
    await page.getByRole('menuitem', { name: 'Передать чат' }).click()
    const question = page.getByRole('dialog')
    await question.getByText(/останетесь администратором/).waitFor()
    await assertAccessible(page, 'the question before a chat is handed over')
    await question.getByRole('button', { name: 'Передать чат' }).click()
    await page.getByText(`владелец чата теперь ${name} ${surname}`).waitFor()
    await page
      .getByRole('button', { name: /^Роль:/ })
      .first()
      .waitFor({ state: 'detached' })
    for (const device of [teacher, pupil]) assertQuiet(device)
  },
)
