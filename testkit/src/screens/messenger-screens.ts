import type { Page } from 'playwright-core'
import type { Client } from '../client.ts'
import { newId } from '../people.ts'
import { pictureOf } from '../pictures.ts'
import { attach } from '../uploads.ts'
import { press, type Screen, type Stage } from './screen.ts'

const firstChat = async (page: Page, title: string): Promise<void> => {
  await page
    .getByRole('link', { name: new RegExp(title) })
    .first()
    .click()
  await page.getByLabel(new RegExp(`Сообщение в чат ${title}`)).waitFor()
}

/** A chat in which the viewer has just edited one message, to which people have reacted, and erased another. */
const changedMessages = async (stage: Stage): Promise<string> => {
  const client = await stage.client('maths')
  const { chats } = await client.call('chats.list', {})
  const chatId = chats.find(({ chat }) => chat.title.includes('— класс'))!.chat.id
  const send = async (text: string) => (await client.call('messages.send', { chatId, key: newId(), text })).message
  const mistaken = await send('Контрольная в четверг')
  const edited = await send('Контрольная в пятницу, 3 урок')
  await client.call('messages.edit', {
    chatId,
    seq: edited.seq,
    version: 1,
    text: 'Контрольная в пятницу, 3-й урок. Возьмите циркуль и карандаш',
  })
  await client.call('messages.erase', { chatId, seqs: [mistaken.seq] })
  await client.call('reactions.set', { chatId, seq: edited.seq, reaction: '👏' })
  const text = 'Пароль от проектора: мел. Через час эта запись исчезнет'
  await client.call('messages.send', { chatId, key: newId(), text, lifetimeMs: 3_600_000 })
  const pupil = await stage.client('artem')
  await pupil.call('reactions.set', { chatId, seq: edited.seq, reaction: '👍' })
  return `/im/${chatId}`
}

const CHANGED_MESSAGES = { viewer: 'maths', path: changedMessages, shows: /циркуль/ } as const

/** A dialogue of a teacher and a pupil, which the director sees. */
const seenDialogue = async (stage: Stage): Promise<string> => {
  const [director, teacher, pupil] = await Promise.all([
    stage.client('director'),
    stage.client('maths'),
    stage.client('artem'),
  ])
  const profileOf = async (client: Client) => (await client.call('sessions.current', {})).activeProfileId!
  const communityId = (await director.call('communities.mine', {})).memberships[0]!.communityId
  const rules = await director.call('dialogueRules.get', { communityId })
  const secondAdultIds = [await profileOf(director)]
  await director.call('dialogueRules.set', { ...rules, from14: 'secondAdult', under14: 'secondAdult', secondAdultIds })
  const { chat } = await teacher.call('chats.openDirect', { id: newId(), profileId: await profileOf(pupil) })
  const text = 'Артём, посмотри задачу 214 ещё раз'
  await teacher.call('messages.send', { chatId: chat.id, key: newId(), text })
  return `/im/${chat.id}`
}

/** A chat in which two messages are pinned. */
const pinnedMessages = async (stage: Stage): Promise<string> => {
  const client = await stage.client('maths')
  const { chats } = await client.call('chats.list', {})
  const { chat } = chats.find(({ chat }) => chat.title.includes('— класс'))!
  if (chat.pins.length > 0) return `/im/${chat.id}`
  for (const text of ['Дополнительные занятия по четвергам, каб. 214', 'Звонки: 8:30, 9:25, 10:20, 11:25']) {
    const { message } = await client.call('messages.send', { chatId: chat.id, key: newId(), text })
    await client.call('pins.add', { chatId: chat.id, seq: message.seq })
  }
  return `/im/${chat.id}`
}

/** A chat with photos and a file, and one more that waits to be sent. */
const attachments = async (stage: Stage): Promise<string> => {
  const client = await stage.client('maths')
  const { chats } = await client.call('chats.list', {})
  const chatId = chats.find(({ chat }) => chat.title.includes('— класс'))!.chat.id
  const files = [
    await attach(client, chatId, await pictureOf(640, 480, 'jpeg', ['#1d5c46', '#f2b635']), { name: 'Доска.jpg' }),
    await attach(client, chatId, await pictureOf(480, 640, 'png', ['#223355', '#cfe8dd']), { name: 'Тетрадь.png' }),
    await attach(client, chatId, Buffer.from('%PDF-1.7'), {
      name: 'Билеты к зачёту по геометрии, первое полугодие.pdf',
    }),
  ]
  const text = 'Билеты и фотографии с доски'
  await client.call('messages.send', { chatId, key: newId(), text, attachments: files.map(({ id }) => id) })
  return `/im/${chatId}`
}

const ATTACHMENTS = { viewer: 'maths', path: attachments, shows: /Билеты и фотографии/ } as const

const openMenu = (page: Page): Promise<void> =>
  page
    .getByRole('article')
    .filter({ hasText: 'циркуль' })
    .last()
    .getByText(/циркуль/)
    .click({ button: 'right' })

const pressInMenu = async (page: Page, name: string): Promise<void> => {
  await openMenu(page)
  await page.getByRole('menuitem', { name }).click()
}

export const MESSENGER_SCREENS: readonly Screen[] = [
  { name: 'messenger', viewer: 'maths', path: '/im', shows: /Педсовет/ },
  {
    name: 'messenger-chat',
    viewer: 'maths',
    path: '/im',
    shows: /Педсовет/,
    steps: (page) => firstChat(page, '10«Б» — родители'),
  },
  {
    name: 'messenger-info',
    viewer: 'maths',
    path: '/im',
    shows: /Педсовет/,
    async steps(page) {
      await firstChat(page, '10«Б» — класс')
      await page.getByRole('button', { name: 'Сведения о чате' }).first().click()
      await page.getByText('Вера Мишина').last().waitFor()
    },
  },
  {
    name: 'messenger-permissions',
    viewer: 'maths',
    path: '/im',
    shows: /Педсовет/,
    async steps(page) {
      await firstChat(page, '10«Б» — класс')
      await page.getByRole('button', { name: 'Сведения о чате' }).first().click()
      await press(page, 'Управление чатом')
      await page.getByRole('dialog').getByText('Закреплять сообщения').waitFor()
    },
  },
  {
    name: 'messenger-important',
    viewer: 'maths',
    async path(stage) {
      const path = await pinnedMessages(stage)
      const client = await stage.client('maths')
      const chatId = path.replace('/im/', '')
      const { chat } = await client.call('chats.get', { chatId })
      await client.call('marks.set', { chatId, seqs: chat.pins, mark: 'important', set: true })
      return '/im'
    },
    shows: /Педсовет/,
    async steps(page) {
      await press(page, 'Важные сообщения')
      await page.getByRole('dialog').getByText('каб. 214').waitFor()
    },
  },
  {
    name: 'messenger-pins',
    viewer: 'maths',
    path: pinnedMessages,
    shows: /Закреплённое сообщение 1 из 2/,
    async steps(page) {
      await press(page, 'Все закреплённые сообщения')
      await page.getByRole('dialog').getByText('каб. 214').waitFor()
    },
  },
  {
    name: 'messenger-menu',
    ...CHANGED_MESSAGES,
    async steps(page) {
      await openMenu(page)
      await page.getByRole('menuitem', { name: 'Удалить' }).waitFor()
    },
  },
  {
    name: 'messenger-edit',
    ...CHANGED_MESSAGES,
    async steps(page) {
      await pressInMenu(page, 'Изменить')
      await page.getByLabel('Новый текст сообщения').waitFor()
    },
  },
  {
    name: 'messenger-begun-edit',
    ...CHANGED_MESSAGES,
    async steps(page) {
      await pressInMenu(page, 'Изменить')
      await page.getByLabel('Новый текст сообщения').fill('Контрольная в пятницу, 4-й урок')
      await press(page, 'Отложить изменение')
      await page.getByText('Незаконченное изменение').waitFor()
    },
  },
  {
    name: 'messenger-erase',
    ...CHANGED_MESSAGES,
    async steps(page) {
      await pressInMenu(page, 'Удалить')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'messenger-forward',
    ...CHANGED_MESSAGES,
    async steps(page) {
      await pressInMenu(page, 'Переслать')
      const sheet = page.getByRole('dialog')
      await sheet
        .getByRole('button', { name: /10«Б» — родители/ })
        .first()
        .click()
      await sheet.getByLabel('Комментарий').fill('Передайте, пожалуйста, детям')
    },
  },
  {
    name: 'messenger-select',
    ...CHANGED_MESSAGES,
    async steps(page) {
      await pressInMenu(page, 'Выбрать несколько')
      await page.getByText(/Выбрано\s1\sсообщение/).waitFor()
    },
  },
  {
    name: 'messenger-lifetime',
    ...CHANGED_MESSAGES,
    async steps(page) {
      await page.getByLabel('Исчезающие сообщения').selectOption({ label: '24 часа' })
      await page.getByText('Пароль от проектора').last().waitFor()
    },
  },
  {
    name: 'messenger-reactors',
    ...CHANGED_MESSAGES,
    async steps(page) {
      await pressInMenu(page, 'Кто отреагировал')
      await page.getByRole('dialog').getByText('Артём Петров').waitFor()
    },
  },
  {
    name: 'messenger-attachments',
    ...ATTACHMENTS,
    async steps(page) {
      await page.getByRole('button', { name: 'Открыть фото Доска.jpg' }).last().waitFor()
      const buffer = Buffer.from('1')
      const input = page.locator('input[type=file][multiple]')
      await input.setInputFiles({ name: 'Домашнее задание.txt', mimeType: 'text/plain', buffer })
      await page.getByRole('list', { name: 'Вложения' }).getByText('готово').waitFor()
    },
  },
  {
    name: 'messenger-viewer',
    ...ATTACHMENTS,
    async steps(page) {
      await page.getByRole('button', { name: 'Открыть фото Доска.jpg' }).last().click()
      await page.getByRole('dialog').getByText('1 из 2').waitFor()
    },
  },
  {
    name: 'messenger-new',
    viewer: 'anna',
    path: '/im',
    shows: /10«Б» — родители/,
    async steps(page) {
      await page.getByRole('button', { name: 'Новый чат' }).first().click()
      await page.getByText('Власов Дмитрий Сергеевич').waitFor()
    },
  },
  { name: 'messenger-seen', viewer: 'artem', path: seenDialogue, shows: /видит второй взрослый: / },
  { name: 'messenger-observer', viewer: 'director', path: seenDialogue, shows: /не участвуете в нём/ },
  { name: 'messenger-feed', viewer: 'anna', path: '/im/feed', shows: /Поездка 10«Б» в музей/ },
  { name: 'messenger-pupil', viewer: 'artem', path: '/im', shows: /Проект по физике/ },
  { name: 'messenger-empty', viewer: 'applicant1', path: '/im', shows: /Здесь будут ваши чаты/ },
]
