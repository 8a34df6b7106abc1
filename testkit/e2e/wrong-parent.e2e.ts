import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { send, startChat } from '#testkit/messages.ts'
import { eventually, keptInBrowser, messageWith, takeSession } from '#testkit/messenger-walk.ts'
import { newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const MINUTE_MS = 60_000
const BEFORE = 'Контрольная в пятницу'
const AFTER = 'Только для своих'
const story = tellStory()
const { step } = story
let cast: Cast

async function newParent(child: Person, name: string): Promise<Person> {
  const person = await signIn(story.world, newPhone(), { surname: child.about.surname, name, patronymic: 'Юрьевич' })
  await join(cast.school, person, { unitId: cast.classId, role: 'parent', childProfileId: child.profileId })
  return person
}

step('[INV-12/open-pages] guardians of a school see the dialogues of pupils', async () => {
  cast = await createCast(story.world)
  const { communityId } = cast.school
  const rules = await cast.director.client.call('dialogueRules.get', { communityId })
  await cast.director.client.call('dialogueRules.set', { ...rules, from14: 'guardians' })
})

for (const { look, surname } of [
  { look: { viewport: PHONE, theme: 'dark' }, surname: 'Тропинин' },
  { look: { viewport: LAPTOP, theme: 'light' }, surname: 'Саврасов' },
] as const) {
  const at = `at ${look.viewport.width} px`
  const people = {} as Record<'child' | 'right' | 'reported' | 'removed', Person>
  const devices = {} as Record<'right' | 'reported' | 'removed' | 'director', Device>
  let groupId: string
  let seenId: string

  const open = async (who: 'right' | 'reported' | 'removed' | 'director', path: string): Promise<Device> => {
    const device = await story.device(`${who} ${at}`, look)
    await takeSession(device.context, who === 'director' ? cast.director : people[who], site(story.world))
    await device.page.goto(site(story.world, path))
    devices[who] = device
    return device
  }

  /** The page is where the chat was, and has nothing of it any more; so has the browser. */
  const assertLost = async ({ page }: Device, since: number): Promise<void> => {
    const left = Math.max(1, MINUTE_MS - (performance.now() - since))
    await page.getByText('Такого чата нет').waitFor({ timeout: left })
    // The list beside it may hold a dialogue with the same words, which goes by a round.
    await eventually(async () => assert.equal(await page.getByText(BEFORE).count(), 0), left)
    await eventually(async () => assert.ok(!(await keptInBrowser(page)).includes(BEFORE)), left)
  }

  step(`[INV-12/open-pages] ${at} two who are none of the child's have its chats open`, async () => {
    people.child = await signIn(story.world, newPhone(), { surname, name: 'Яков', birthDate: '2011-05-20' })
    await join(cast.school, people.child, { unitId: cast.classId, role: 'pupil' })
    people.right = await newParent(people.child, 'Антон')
    people.reported = await newParent(people.child, 'Борис')
    people.removed = await newParent(people.child, 'Виктор')
    const { child, right, reported, removed } = people
    groupId = await startChat(cast, [child, right, reported, removed], `Родители: ${surname}`)
    await send(cast.teacher, groupId, BEFORE)
    const opened = { id: newId(), profileId: child.profileId }
    seenId = (await cast.teacher.client.call('chats.openDirect', opened)).chat.id
    await send(cast.teacher, seenId, BEFORE)
    for (const [who, chatId] of [
      ['reported', groupId],
      ['removed', seenId],
    ] as const) {
      const { page } = await open(who, `/im/${chatId}`)
      await messageWith(page, BEFORE).waitFor()
      await eventually(async () => assert.ok((await keptInBrowser(page)).includes(BEFORE)))
    }
  })

  step(
    `[INV-12/open-pages] ${at} the other guardian reports one: his open page loses the chat within a minute`,
    async () => {
      const { page } = await open('right', '/family')
      const row = page.getByRole('listitem').filter({ hasText: `${surname} Борис` })
      await row.getByRole('button', { name: 'Сообщить об ошибке' }).click()
      const dialog = page.getByRole('dialog', { name: 'Сообщить о взрослом?' })
      await dialog.getByLabel('Причина').fill('Это не наш родственник')
      await assertAccessible(page, `a guardian reports another adult ${at}`)
      const since = performance.now()
      await dialog.getByRole('button', { name: 'Сообщить и приостановить' }).click()
      await page.getByText('Доступ приостановлен, решает администратор').waitFor()
      await assertLost(devices.reported, since)
      await send(cast.teacher, groupId, AFTER)
      const { page: lost } = devices.reported
      await lost.goto(site(story.world, '/im'))
      // The dialogue that he only saw goes by a round.
      await lost.getByText('Здесь будут ваши чаты').first().waitFor({ timeout: MINUTE_MS })
      assert.equal(await lost.getByText(AFTER).count(), 0)
      await lost.goto(site(story.world, '/family'))
      await lost.getByText('Приостановлен', { exact: true }).waitFor()
      await lost.getByText('Решение принимает администратор организации').waitFor()
      await assertAccessible(lost, `an adult whose access rests ${at}`)
    },
  )

  step(
    `[INV-12/open-pages] ${at} the administrator removes the other among the members: he loses what he only saw`,
    async () => {
      const { page } = await open('director', `/o/${cast.school.communityId}/members`)
      await page.getByText('Это не наш родственник').first().waitFor()
      await page.getByRole('button', { name: `Действия: ${surname} Яков` }).click()
      await page.getByRole('menuitem', { name: 'Семейная ссылка' }).click()
      const family = page.getByRole('dialog', { name: 'Семья' })
      const row = family.getByRole('listitem').filter({ hasText: `${surname} Виктор` })
      await row.getByRole('button', { name: 'Отсоединить' }).click()
      const dialog = page.getByRole('dialog', { name: 'Отсоединить взрослого?' })
      await dialog.getByText('Он сразу потеряет чаты класса').waitFor()
      await dialog.getByLabel('Причина').fill('Присоединён по ошибке')
      await assertAccessible(page, `an administrator removes a parent ${at}`)
      const since = performance.now()
      await dialog.getByRole('button', { name: 'Отсоединить' }).click()
      await page.getByText('Взрослый отсоединён').first().waitFor()
      await assertLost(devices.removed, since)
      await send(people.child, seenId, AFTER)
      const { page: lost } = devices.removed
      await lost.goto(site(story.world, '/family'))
      await lost.getByText('Прекращён', { exact: true }).waitFor()
    },
  )

  step(
    `[INV-12/open-pages] ${at} the administrator gives the reported one his access back, and the chat is there again`,
    async () => {
      const { page } = devices.director
      await page.reload()
      const report = page.getByRole('listitem').filter({ hasText: 'Это не наш родственник' })
      await report.getByRole('button', { name: 'Вернуть доступ' }).click()
      await page.getByText('Доступ возвращён').first().waitFor()
      const { page: back } = devices.reported
      await back.getByText('Приостановлен', { exact: true }).waitFor({ state: 'detached' })
      await back.getByRole('heading', { name: `${surname} Яков` }).waitFor()
      await devices.right.page.goto(site(story.world, `/im/${groupId}`))
      await messageWith(devices.right.page, AFTER).waitFor()
      for (const device of Object.values(devices)) assertQuiet(device, [/403|404/])
    },
  )
}
