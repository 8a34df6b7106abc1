import assert from 'node:assert/strict'
import { type Device, LAPTOP, PHONE } from '#testkit/browser.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { eventually, messageWith, takeSession } from '#testkit/messenger-walk.ts'
import { tellStory } from '#testkit/story.ts'
import { assertAccessible, assertQuiet, site } from '#testkit/walk.ts'

const story = tellStory()
const { step } = story
let cast: Cast
let director: Device
let teacher: Device
let pupil: Device

const FOR_STAFF = 'Педсовет в среду в 14:00, кабинет 12'
const FOR_ALL = 'С понедельника первый урок в 8:30'
/** Two lines, as they are read one after the other. */
const BOTH = 'Замена в пятницу: 3-й урок ведёт Ершов'

async function publish(channel: RegExp, text: string): Promise<void> {
  const { page } = director
  await page.getByRole('tab', { name: channel }).click()
  await page.getByLabel('Текст поста').fill(text)
  await page.getByRole('button', { name: /^Опубликовать для/ }).click()
  await page.getByRole('article').filter({ hasText: text }).waitFor()
}

step('[CHN-03/story] [ORG-18] the director writes to the staff from the site, in the name of the school', async () => {
  cast = await createCast(story.world)
  director = await story.device('director', { viewport: LAPTOP })
  await takeSession(director.context, cast.director, site(story.world))
  const { page } = director
  await page.goto(site(story.world, `/o/${cast.school.communityId}`))
  await page.getByRole('link', { name: 'Каналы' }).click()
  await page.getByText('Постов ещё нет').waitFor()
  await page.getByText('Ваше имя увидят только администраторы').waitFor()
  await assertAccessible(page, 'a channel without posts')
  await publish(/^Сотрудники/, FOR_STAFF)
  await page.getByText('Опубликовано в канале «Сотрудники»').waitFor()
  assert.equal(await page.getByLabel('Текст поста').inputValue(), '')
  await page.getByText(/^автор: Климова|^автор: Наталья/).waitFor()
  await publish(/^Общешкольный/, FOR_ALL)
})

step(
  '[CHN-02/story] [CHN-04] [CHN-07/story] a teacher reads it in the messenger, from the school and from nobody else',
  async () => {
    teacher = await story.device('teacher', { viewport: PHONE, theme: 'dark' })
    await takeSession(teacher.context, cast.teacher, site(story.world))
    const { page } = teacher
    await page.goto(site(story.world, '/im'))
    await page.getByRole('link', { name: /Сотрудники/ }).click()
    const post = messageWith(page, FOR_STAFF)
    await post.getByText(cast.school.name).waitFor()
    assert.equal(await page.getByText(/Климова|Наталья Олеговна/).count(), 0)
    await page.getByText('В канал пишут только администраторы организации. С вопросом обратитесь к ним.').waitFor()
    assert.equal(await page.getByPlaceholder('Сообщение', { exact: true }).count(), 0)
    await assertAccessible(page, 'a channel on a phone')
  },
)

step(
  '[CHN-07] the director chooses how readers answer without words, and they do so in the messenger, read-only',
  async () => {
    const { page } = director
    await page.getByRole('tab', { name: /^Сотрудники/ }).click()
    const choice = page.getByRole('group', { name: 'Реакции читателей' })
    await choice.getByRole('button', { name: '😢' }).click()
    await page.getByText('Реакции канала сохранены').waitFor()
    await assertAccessible(page, 'the choice of reactions')
    const post = messageWith(teacher.page, FOR_STAFF)
    await post.getByText(FOR_STAFF).click({ button: 'right' })
    const like = teacher.page.getByRole('menuitemradio', { name: '👍' })
    await like.waitFor()
    assert.equal(await teacher.page.getByRole('menuitemradio', { name: '😢' }).count(), 0)
    assert.equal(await teacher.page.getByRole('menuitem', { name: 'Ответить' }).count(), 0)
    await like.click()
    await post.getByRole('button', { name: '👍 1, в том числе ваша' }).waitFor()
    await page.getByRole('tab', { name: /^Сотрудники/ }).click()
    await choice.getByRole('button', { name: 'Выключить' }).click()
    await choice.getByText('Реакции выключены. Поставленные раньше остаются.').waitFor()
    // A menu that was opened before the page of the reader heard of it shows what was.
    await eventually(async () => {
      await post.getByText(FOR_STAFF).click({ button: 'right' })
      await teacher.page.getByRole('menuitem', { name: 'Копировать текст' }).waitFor()
      const offered = await teacher.page.getByRole('menuitemradio').count()
      if (offered > 0) await teacher.page.keyboard.press('Escape')
      assert.equal(offered, 0)
    })
    assert.equal(await teacher.page.getByRole('menuitem', { name: 'Кто отреагировал' }).count(), 0)
    await teacher.page.keyboard.press('Escape')
    await post.getByRole('button', { name: '👍 1, в том числе ваша' }).click()
    await post.getByRole('button', { name: /👍/ }).waitFor({ state: 'detached' })
  },
)

step('[CHN-05/story] a pupil has no sign of the channel of the staff, and the one for all', async () => {
  pupil = await story.device('pupil', { viewport: PHONE })
  await takeSession(pupil.context, cast.pupil, site(story.world))
  const { page } = pupil
  await page.goto(site(story.world, '/im'))
  await page.getByRole('link', { name: /Общешкольный/ }).click()
  await messageWith(page, FOR_ALL).waitFor()
  assert.equal(await page.getByText('Сотрудники').count(), 0)
  assert.equal(await page.getByText(FOR_STAFF).count(), 0)
})

step(
  '[CHN-09/story] the director sees how many have read it, class by class, and puts the text right for all',
  async () => {
    const { page } = director
    const post = page.getByRole('article').filter({ hasText: FOR_ALL })
    // The page counts when it is opened, and whoever reads says so a moment later.
    await eventually(async () => {
      await page.reload()
      await post.getByRole('button', { name: /^Прочитали 1 из/ }).waitFor({ timeout: 3_000 })
    })
    const row = page.getByRole('row').filter({ hasText: '5«Б»' })
    await row.getByText(/^1 из/).waitFor()
    await assertAccessible(page, 'the reach of a post')
    await post.getByRole('button', { name: 'Действия с постом' }).click()
    await page.getByRole('menuitem', { name: 'Изменить' }).click()
    const dialog = page.getByRole('dialog', { name: 'Изменить пост' })
    await dialog.getByLabel('Текст поста').fill('С понедельника первый урок в 9:00')
    await dialog.getByRole('button', { name: 'Сохранить' }).click()
    await page.getByText('Пост изменён у всех, кто читает канал').waitFor()
    await messageWith(pupil.page, 'С понедельника первый урок в 9:00').waitFor()
  },
)

step('[CHN-03] the director posts in the messenger too, and everybody else has no field there', async () => {
  const { page } = await story.device('director in the messenger', { viewport: PHONE })
  await takeSession(page.context(), cast.director, site(story.world))
  await page.goto(site(story.world, '/im'))
  await page.getByRole('link', { name: /Сотрудники/ }).click()
  const field = page.getByLabel('Пост в канал Сотрудники')
  await field.fill('Замена в пятницу:')
  await field.press('Enter')
  await field.pressSequentially('3-й урок ведёт Ершов')
  await page.getByText('ваше имя увидят только администраторы').waitFor()
  await assertAccessible(page, 'the field of a post on a phone')
  await page.reload()
  assert.equal(await field.inputValue(), 'Замена в пятницу:\n3-й урок ведёт Ершов')
  await page.getByRole('button', { name: 'Опубликовать' }).click()
  await page.getByText('Опубликовано в канале «Сотрудники»').waitFor()
  await messageWith(page, BOTH).waitFor()
  await messageWith(teacher.page, BOTH).waitFor()
  assert.equal(await field.inputValue(), '')
  for (const { page } of [teacher, pupil]) assert.equal(await page.getByRole('textbox', { name: /Пост/ }).count(), 0)
  await page.getByRole('link', { name: 'Все посты и охват' }).click()
  await page.getByRole('tab', { name: /^Сотрудники/ }).click()
  await page.getByRole('article').filter({ hasText: '3-й урок ведёт Ершов' }).waitFor()
})

step(
  '[CHN-03/erased] a post that is erased is gone for everybody, and on a phone the page holds together',
  async () => {
    const { page } = director
    await page.setViewportSize(PHONE)
    const post = page.getByRole('article').filter({ hasText: 'первый урок в 9:00' })
    await assertAccessible(page, 'channels on a phone')
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    assert.ok(width <= PHONE.width, `${width} px`)
    await post.getByRole('button', { name: 'Действия с постом' }).click()
    await page.getByRole('menuitem', { name: 'Удалить' }).click()
    await page.getByRole('dialog', { name: 'Удалить пост?' }).getByRole('button', { name: 'Удалить у всех' }).click()
    await page.getByText('Пост удалён').first().waitFor()
    await messageWith(pupil.page, 'С понедельника первый урок в 9:00').waitFor({ state: 'detached' })
    for (const device of [director, teacher, pupil]) assertQuiet(device)
  },
)
