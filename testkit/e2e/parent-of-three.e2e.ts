import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast, foundOrganisation, join, type Organisation } from '#testkit/cast.ts'
import { takeSession } from '#testkit/messenger-walk.ts'
import { newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, openSwitch, site, walkSignIn } from '#testkit/walk.ts'
import { newYoungPupil } from '#testkit/young.ts'

const NEWS = 'Собрание в четверг в шесть'
const GROUP = 'Солнышко'
const story = tellStory()
const { step } = story
let cast: Cast
let lyceum: Organisation
let lyceumUnitId: string
let groupId: string

/** A family of this walk: the mother has one phone and one account, the daughter of 15 has her own. */
interface Family {
  surname: string
  phone: string
  young: Person
  daughter: Person
  mother: Device
  motherId: string
  /** Titles of the chats in which the mother is and the daughter is not. */
  chats: string[]
}

const addressIn = async (page: Page): Promise<string> => {
  const text = await page.getByText(/\/join\//).innerText()
  return site(story.world, text.slice(text.indexOf('/join/')))
}

/** Whoever keeps the list of members opens the family of a pupil in it and makes the link. */
async function linkFromMembers(by: Person, organisation: Organisation, child: Person, device: Device): Promise<string> {
  await takeSession(device.context, by, site(story.world))
  const { page } = device
  await page.goto(site(story.world, `/o/${organisation.communityId}/members`))
  await page.getByRole('button', { name: `Действия: ${child.about.surname} ${child.about.name}` }).click()
  await page.getByRole('menuitem', { name: 'Семейная ссылка' }).click()
  const dialog = page.getByRole('dialog', { name: 'Семья' })
  await dialog.getByRole('button', { name: 'Сделать ссылку' }).click()
  await dialog.getByRole('img', { name: 'QR-код семейной ссылки' }).waitFor()
  await assertAccessible(page, 'a family link beside the list of members')
  return addressIn(page)
}

/** The school approves the parent who waits; answers his profile. */
async function approveParent({ administrator, communityId }: Organisation): Promise<string> {
  const { applications } = await administrator.client.call('applications.queue', { communityId })
  const waiting = applications.find(({ state, role }) => state === 'pending' && role === 'parent')!
  await administrator.client.call('applications.decide', { communityId, ids: [waiting.id], decision: 'approve' })
  return waiting.profileId
}

/** The next child: she is signed in already, so that one press applies. */
async function applyAgain(page: Page, address: string, unit: string): Promise<void> {
  await page.goto(address)
  await page.getByRole('heading', { name: `Вас приглашают: ${unit}` }).waitFor()
  await page.getByText(/^Вы вошли: .* Мария Олеговна$/).waitFor()
  await page.getByRole('button', { name: 'Отправить заявку' }).click()
  await page.getByRole('heading', { name: /Заявка на рассмотрении/ }).waitFor()
}

const chatWith = async (by: Person, communityId: string, title: string, memberIds: string[]): Promise<string> =>
  (await by.client.call('chats.create', { id: newId(), communityId, title, memberIds })).chat.id

step('[IDN-20/three] there are a school, a lyceum and a kindergarten', async () => {
  cast = await createCast(story.world)
  lyceum = await foundOrganisation(story.world, cast.operator, {
    type: 'school',
    name: 'Лицей № 3',
    administrator: { surname: 'Лицеева', name: 'Инна', patronymic: 'Павловна' },
  })
  const unit = { id: newId(), communityId: lyceum.communityId, name: '9«Г»', grade: 9 }
  lyceumUnitId = (await lyceum.administrator.client.call('units.create', unit)).id
  const group = { id: newId(), communityId: cast.kindergarten.communityId, name: GROUP }
  groupId = (await cast.stranger.client.call('units.create', group)).id
})

for (const { viewport, theme, surname } of [
  { viewport: PHONE, theme: 'dark', surname: 'Зорина' },
  { viewport: LAPTOP, theme: 'light', surname: 'Ильина' },
] as const) {
  const at = `at ${viewport.width} px`
  const family = { surname, phone: newPhone(), chats: [] as string[] } as Family

  step(
    `[A-54/story] ${at} the guardian is invited from the list of pupils, before the child may do anything`,
    async () => {
      family.young = await newYoungPupil(story.world, cast, { surname: surname.slice(0, -1) })
      family.daughter = await signIn(story.world, newPhone(), { surname, name: 'Ася', birthDate: '2011-03-01' })
      await join(lyceum, family.daughter, { unitId: lyceumUnitId, role: 'pupil' })
      const teacher = await story.device(`teacher ${at}`, { viewport })
      const address = await linkFromMembers(cast.teacher, cast.school, family.young, teacher)
      family.mother = await story.device(`mother ${at}`, { viewport, theme })
      const { page } = family.mother
      await page.goto(address)
      await page.getByText(`Ребёнок: Тим ${surname[0]}.`).waitFor()
      await page.getByRole('button', { name: 'Войти и подать заявку' }).click()
      await walkSignIn(story.world, page, family.phone, {
        surname,
        name: 'Мария',
        patronymic: 'Олеговна',
        birth: { day: '9', month: 'мая', year: '1985' },
      })
      await page.getByRole('heading', { name: /Заявка на рассмотрении/ }).waitFor()
      family.motherId = await approveParent(cast.school)
      await page.getByRole('heading', { name: /Заявка одобрена/ }).waitFor()
      await page.goto(site(story.world, '/children'))
      await page.getByRole('button', { name: 'Дать согласие' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Согласен' }).click()
      await page.getByText(`Дал согласие: ${surname} Мария Олеговна`, { exact: false }).waitFor()
      assertQuiet(teacher)
    },
  )

  step(
    `[IDN-20/three] ${at} with the same account she joins the lyceum and the kindergarten, each by one press`,
    async () => {
      const { page } = family.mother
      const inna = await story.device(`director of the lyceum ${at}`, { viewport, theme })
      const address = await linkFromMembers(lyceum.administrator, lyceum, family.daughter, inna)
      await applyAgain(page, address, '9«Г»')
      assert.equal(await approveParent(lyceum), family.motherId)
      const link = { id: newId(), unitId: groupId, role: 'parent' } as const
      const { token } = await cast.stranger.client.call('links.create', link)
      await applyAgain(page, site(story.world, `/join/${token}`), GROUP)
      assert.equal(await approveParent(cast.kindergarten), family.motherId)
      await page.goto(site(story.world, '/family'))
      await page.getByRole('heading', { name: `${surname} Ася` }).waitFor()
      await page.getByRole('heading', { name: `${surname.slice(0, -1)} Тим` }).waitFor()
      await assertAccessible(page, `the family of a parent of three ${at}`)
      assertQuiet(inna)
    },
  )

  step(
    `[IDN-20/labels] ${at} the list of chats and the choice of an organisation say which child each is about`,
    async () => {
      const { page } = family.mother
      const { teacher, pupil, school, kindergarten, stranger } = cast
      const { motherId } = family
      const titles = [`5«Б», родители: ${surname}`, `9«Г», родители: ${surname}`]
      const chatId = await chatWith(teacher, school.communityId, titles[0]!, [motherId, pupil.profileId])
      await chatWith(lyceum.administrator, lyceum.communityId, titles[1]!, [motherId])
      await chatWith(stranger, kindergarten.communityId, `${GROUP}, родители: ${surname}`, [motherId])
      family.chats = [...titles, `${GROUP}, родители: ${surname}`]
      await teacher.client.call('messages.send', { chatId, key: newId(), text: NEWS })
      await page.goto(site(story.world, '/im'))
      for (const [place, label] of ['Тим', 'Ася', GROUP].entries()) {
        const row = page.getByRole('link', { name: new RegExp(family.chats[place]!) })
        await row.getByTitle(label, { exact: true }).waitFor()
      }
      await assertAccessible(page, `chats with the children they are about ${at}`)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      assert.ok(overflow <= 0, 'nothing is wider than the page')
      const menu = await openSwitch(page)
      for (const [organisation, label] of [
        [school.name, 'Тим'],
        [lyceum.name, 'Ася'],
        [kindergarten.name, GROUP],
      ] as const) {
        await menu.getByRole('button', { name: organisation }).getByTitle(label, { exact: true }).waitFor()
      }
      await assertAccessible(page, `organisations with the children they are about ${at}`)
      await menu.getByRole('button', { name: kindergarten.name }).click()
      const folders = page.getByRole('group', { name: 'Организации' })
      await folders.getByRole('button', { name: kindergarten.name }).click()
      await page.getByRole('link', { name: new RegExp(family.chats[2]!) }).waitFor()
      assert.equal(await page.getByRole('link', { name: new RegExp(family.chats[0]!) }).count(), 0)
    },
  )

  step(
    `[FLD-02] ${at} she takes the folders that are ready: of each child, of an organisation, of teachers, of classes, of what is new`,
    async () => {
      const { page } = family.mother
      await page.getByRole('button', { name: 'Папки чатов' }).click()
      const ready = page.getByRole('region', { name: 'Готовые папки' })
      for (const name of ['Непрочитанные', 'Классы и группы', 'Учителя и коллеги', 'Ася', GROUP, cast.school.name]) {
        await ready.getByRole('button', { name }).waitFor()
      }
      await ready.getByRole('button', { name: 'Тим' }).click()
      await ready.getByRole('button', { name: 'Тим' }).waitFor({ state: 'detached' })
      await page.keyboard.press('Escape')
      const folders = page.getByRole('group', { name: 'Организации и папки' })
      await folders.getByRole('button', { name: 'Тим' }).click()
      await page.getByRole('link', { name: new RegExp(family.chats[0]!) }).waitFor()
      for (const other of family.chats.slice(1)) {
        assert.equal(await page.getByRole('link', { name: new RegExp(other) }).count(), 0, other)
      }
      assertQuiet(family.mother, [/401/])
    },
  )
}
