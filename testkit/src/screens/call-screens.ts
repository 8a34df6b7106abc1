import type { Page } from 'playwright-core'
import { newId } from '../people.ts'
import { press, type Screen, type Stage } from './screen.ts'

const chatOf = async (stage: Stage, title: string): Promise<string> => {
  const { chats } = await (await stage.client('maths')).call('chats.list', {})
  return chats.find(({ chat }) => chat.title.includes(title))!.chat.id
}

/** A chat in which a call of the teacher runs. */
const running = async (stage: Stage): Promise<string> => {
  const chatId = await chatOf(stage, '— класс')
  await (await stage.client('maths')).call('calls.start', { chatId, id: newId() })
  return chatId
}

/** The link of a call of two teachers, open to whom it says. */
const linked =
  (access: 'organisation' | 'anyone') =>
  async (stage: Stage): Promise<string> => {
    const [teacher, director] = [await stage.client('maths'), await stage.client('director')]
    const memberId = (await director.call('sessions.current', {})).activeProfileId!
    const communityId = (await director.call('communities.mine', {})).memberships[0]!.communityId
    const made = { id: newId(), communityId, title: 'Методсовет', memberIds: [memberId] }
    const { chat } = await teacher.call('chats.create', made)
    const { call } = await teacher.call('calls.start', { chatId: chat.id, id: newId() })
    const { link } = await teacher.call('callLinks.setAccess', { chatId: chat.id, callId: call.id, access })
    return `/call/${link!.token}`
  }

const toPlanned = async (page: Page): Promise<void> => {
  await press(page, /^Запланированные звонки$/)
  await page.getByRole('dialog').getByText('Пока ничего не запланировано.').waitFor()
}

/** Looked at more than once, each time in another state. */
const PARENTS_CHAT = {
  viewer: 'maths',
  path: async (stage: Stage) => `/im/${await chatOf(stage, '— родители')}?info=1`,
  shows: /Запланированные звонки/,
} as const

/** Screens of calls as far as they are seen without a microphone and a camera, which the browser of the proofs has not. */
export const CALL_SCREENS: readonly Screen[] = [
  { name: 'call-link-guest', viewer: null, path: linked('anyone'), shows: /Вас зовут в звонок/ },
  { name: 'call-link-signin', viewer: null, path: linked('organisation'), shows: /У меня есть аккаунт/ },
  {
    name: 'call-link-unknown',
    viewer: null,
    path: `/call/${'x'.repeat(22)}`,
    shows: /Такой ссылки на звонок нет/,
    expects: /404/,
  },
  { name: 'call-planned', ...PARENTS_CHAT, steps: toPlanned },
  {
    name: 'call-plan',
    ...PARENTS_CHAT,
    async steps(page) {
      await toPlanned(page)
      await press(page, /^Запланировать звонок$/)
      await page.getByLabel('О чём звонок').fill('Родительское собрание')
      await page.getByRole('combobox', { name: 'Повторять' }).selectOption('Каждую неделю')
      await page.getByLabel('Повторять до').waitFor()
    },
  },
  {
    name: 'call-before',
    viewer: 'maths',
    path: async (stage) => `/im/${await chatOf(stage, '— родители')}/call`,
    shows: /Звонка пока нет/,
  },
  {
    name: 'call-denied',
    viewer: 'anna',
    path: async (stage) => `/im/${await chatOf(stage, '— родители')}/call`,
    shows: /Позвонить здесь нельзя/,
  },
  { name: 'call-runs', viewer: 'artem', path: async (stage) => `/im/${await running(stage)}`, shows: /Идёт звонок/ },
  {
    name: 'call-comes-in',
    viewer: 'artem',
    path: async (stage) => `/im/${await running(stage)}/call?camera=1`,
    shows: /Войти без звука/,
  },
]
