import assert from 'node:assert/strict'
import { CONSENT_TEXT_VERSION } from '#contract/communities/communities.limits.ts'
import { type Device, LAPTOP, type Look, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'
import { comesToAge, moveToZone } from '#testkit/young.ts'

const MINUTE_MS = 60_000
const ZONE = 'Asia/Kamchatka'
/** In which it is decided who is of age. */
const PLATFORM_ZONE = 'Europe/Moscow'
const story = tellStory()
const { step } = story
let cast: Cast

/** A pupil of the class with a mother. */
async function newFamily(surname: string): Promise<{ child: Person; mother: Person }> {
  const child = await signIn(story.world, newPhone(), { surname, name: 'Лев', birthDate: '2011-05-20' })
  await join(cast.school, child, { unitId: cast.classId, role: 'pupil' })
  const mother = await signIn(story.world, newPhone(), { surname: `${surname}а`, name: 'Анна' })
  await join(cast.school, mother, { unitId: cast.classId, role: 'parent', childProfileId: child.profileId })
  return { child, mother }
}

async function deviceOf(person: Person, name: string, look: Look): Promise<Device> {
  const device = await story.device(name, look)
  await takeSession(device.context, person, site(story.world))
  return device
}

const home = () => site(story.world, `/o/${cast.school.communityId}`)

step(
  '[IDN-26/story] a school of Kamchatka lets guardians see dialogues under 14, and a second adult from then on',
  async () => {
    cast = await createCast(story.world)
    const { communityId } = cast.school
    await moveToZone(story.world, communityId, ZONE)
    const rules = await cast.director.client.call('dialogueRules.get', { communityId })
    const secondAdultIds = [cast.director.profileId]
    await cast.director.client.call('dialogueRules.set', { ...rules, under14: 'guardians', secondAdultIds })
  },
)

for (const { look, surname } of [
  { look: { viewport: PHONE, theme: 'dark' }, surname: 'Юнин' },
  { look: { viewport: LAPTOP, theme: 'light' }, surname: 'Ранев' },
] as const) {
  const at = `at ${look.viewport.width} px`
  let midnight: number
  let chatId: string
  let own: Device
  let mother: Device
  let waiting: Device

  step(
    `[IDN-26/fourteen] ${at} the day before, the mother sees the dialogue, and a child without a consent sees nothing`,
    async () => {
      const family = await newFamily(surname)
      midnight = await comesToAge(story.world, family.child, 14, ZONE)
      const without = await newFamily(`Без${surname.toLowerCase()}`)
      await comesToAge(story.world, without.child, 14, ZONE)
      story.world.clock.advanceTo(midnight - MINUTE_MS)
      const consent = { childProfileId: family.child.profileId, textVersion: CONSENT_TEXT_VERSION }
      await family.mother.client.call('consents.give', consent)
      const opened = { id: newId(), profileId: family.child.profileId }
      chatId = (await cast.teacher.client.call('chats.openDirect', opened)).chat.id
      own = await deviceOf(family.child, `child ${at}`, look)
      await own.page.goto(site(story.world, '/family'))
      await own.page.getByRole('button', { name: 'Заменить ссылку' }).click()
      await own.page.getByText('До 14 лет семейную ссылку выпускает классный руководитель').waitFor()
      await own.page.goto(site(story.world, `/im/${chatId}`))
      await own.page.getByText(`Этот диалог видит родитель: Анна ${surname}а`).first().waitFor()
      mother = await deviceOf(family.mother, `mother ${at}`, look)
      await mother.page.goto(home())
      await mother.page.getByText('Ваши роли').waitFor()
      assert.equal(await mother.page.getByText(/исполнилось/).count(), 0, 'a minute too early')
      await mother.page.goto(site(story.world, `/im/${chatId}`))
      await mother.page.getByText(/Вы видите этот диалог и не участвуете в нём/).waitFor()
      waiting = await deviceOf(without.child, `child without a consent ${at}`, look)
      await waiting.page.goto(site(story.world, '/im'))
      await waiting.page.getByRole('heading', { name: 'Нужно согласие родителя' }).waitFor()
    },
  )

  step(`[IDN-26/fourteen] ${at} at midnight open pages follow the rule of the new age by themselves`, async () => {
    story.world.clock.advanceTo(midnight)
    await story.world.app.messenger.supervision.run()
    await own.page.getByText('Этот диалог видит второй взрослый: Наталья Олеговна').first().waitFor()
    await assertAccessible(own.page, `a dialogue on the birthday ${at}`)
    await mother.page.getByText('Такого чата нет').waitFor()
    await waiting.page.getByRole('button', { name: 'Проверить сейчас' }).click()
    await waiting.page.getByRole('link', { name: /Общешкольный/ }).waitFor()
  })

  step(`[IDN-26/fourteen] ${at} the child and the mother read what has changed, and each puts it aside`, async () => {
    await own.page.goto(home())
    await own.page.getByRole('heading', { name: 'Вам исполнилось 14 лет' }).waitFor()
    await own.page.getByText(/^Согласие родителей больше не требуется/).waitFor()
    await assertAccessible(own.page, `the birthday of a pupil ${at}`)
    await mother.page.goto(home())
    await mother.page.getByRole('heading', { name: 'Лев: исполнилось 14 лет' }).waitFor()
    await mother.page.getByText(/^Ваше согласие больше не требуется/).waitFor()
    await assertAccessible(mother.page, `the birthday of a child ${at}`)
    await mother.page.getByRole('button', { name: 'Понятно' }).click()
    await mother.page.getByText(/исполнилось/).waitFor({ state: 'detached' })
    await mother.page.reload()
    await mother.page.getByText('Ваши роли').waitFor()
    assert.equal(await mother.page.getByText(/исполнилось/).count(), 0)
    await mother.page.goto(site(story.world, '/children'))
    await mother.page.getByText('Согласие не нужно', { exact: true }).waitFor()
    await own.page.reload()
    await own.page.getByRole('heading', { name: 'Вам исполнилось 14 лет' }).waitFor()
    await own.page.goto(site(story.world, '/family'))
    await own.page.getByRole('button', { name: 'Заменить ссылку' }).click()
    await own.page.getByText('Прежняя ссылка больше не открывается').waitFor()
    for (const device of [own, mother, waiting]) assertQuiet(device, [/403/])
  })

  step(
    `[IDN-26/eighteen] ${at} at midnight of the platform a pupil of age applies for what was refused a minute before`,
    async () => {
      const { child, mother: parent } = await newFamily(`Зрелов${surname.toLowerCase()}`)
      const adult = await deviceOf(child, `of age ${at}`, look)
      const guardian = await deviceOf(parent, `mother of somebody of age ${at}`, look)
      const link = { id: newId(), unitId: cast.classId, role: 'staff' } as const
      const { token } = await cast.director.client.call('links.create', link)
      await moveToZone(story.world, cast.school.communityId, PLATFORM_ZONE)
      const begins = await comesToAge(story.world, child, 18, PLATFORM_ZONE)
      story.world.clock.advanceTo(begins - MINUTE_MS)
      const { page } = adult
      await page.goto(site(story.world, `/join/${token}`))
      await page.getByLabel('Должность').fill('Вожатый')
      await page.getByRole('button', { name: 'Отправить заявку' }).click()
      await page.getByText('Подать заявку в этой роли можно с 18 лет').waitFor()
      await guardian.page.goto(home())
      await guardian.page.getByText('Ваши роли').waitFor()
      assert.equal(await guardian.page.getByText(/исполнилось/).count(), 0, 'a minute too early')
      story.world.clock.advanceTo(begins)
      await page.getByRole('button', { name: 'Отправить заявку' }).click()
      await page.getByRole('heading', { name: /Заявка на рассмотрении/ }).waitFor()
      await page.goto(home())
      await page.getByRole('heading', { name: 'Вам исполнилось 18 лет' }).waitFor()
      await page.getByText(/^Теперь вы можете подать заявку на роль для взрослых/).waitFor()
      await guardian.page.reload()
      await guardian.page.getByRole('heading', { name: 'Лев: исполнилось 18 лет' }).waitFor()
      await assertAccessible(guardian.page, `the birthday of a grown-up child ${at}`)
      await moveToZone(story.world, cast.school.communityId, ZONE)
      for (const device of [adult, guardian]) assertQuiet(device, [/403|409|422/])
    },
  )
}
