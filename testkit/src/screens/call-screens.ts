import { newId } from '../people.ts'
import type { Screen, Stage } from './screen.ts'

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

/** Screens of calls as far as they are seen without a microphone and a camera, which the browser of the proofs has not. */
export const CALL_SCREENS: readonly Screen[] = [
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
