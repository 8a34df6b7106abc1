import type { CallReaction } from '#contract/calls/applause.ts'
import { pluralRu } from '#web/kit/i18n/plural.ts'

const reactions: Readonly<Record<CallReaction, string>> = {
  like: 'Нравится',
  applause: 'Аплодисменты',
  heart: 'Сердце',
  laugh: 'Смешно',
  surprise: 'Удивление',
  party: 'Праздник',
}

export const ru = {
  hand: 'Рука',
  raise: 'Поднять руку',
  lower: 'Опустить руку',
  raised: (place: number) => `Рука поднята, в очереди ${place}`,
  mayNot: {
    microphone: 'Микрофоны участников сейчас выключены. Поднимите руку: слово даёт администратор звонка.',
    camera: 'Камеры участников сейчас выключены. Включить их может администратор звонка.',
    screen: 'Экран в этом звонке показывают администраторы. Разрешить вам может администратор звонка.',
  },
  queue: 'Подняли руку',
  lowerAll: 'Опустить все',
  give: 'Дать слово',
  take: 'Забрать слово',
  lowerOf: (who: string) => `Опустить руку: ${who}`,
  since: (moment: string) => `с ${moment}`,
  hasFloor: 'есть слово',
  mute: 'Выключить микрофон',
  stopCamera: 'Выключить камеру',
  stopScreen: 'Остановить показ экрана',
  askMicrophone: 'Попросить включить микрофон',
  askCamera: 'Попросить включить камеру',
  nudge: 'Привлечь внимание',
  nudgeAll: 'Привлечь внимание всех',
  nudged: 'Внимание привлечено',
  nudges: (who: string) => `${who} просит внимания`,
  muteAll: 'Выключить всем микрофоны',
  mutedAll: 'Микрофоны участников выключены',
  may: 'Участники могут сами',
  microphones: 'Включать микрофон',
  cameras: 'Включать камеру',
  screens: 'Показывать экран',
  reactionsRule: 'Показывать реакции',
  asksMicrophone: (who: string) => `${who} просит вас включить микрофон`,
  asksCamera: (who: string) => `${who} просит вас включить камеру`,
  turnOn: 'Включить',
  notNow: 'Не сейчас',
  reactions,
  reaction: 'Реакции',
  given: (what: string, count: number) =>
    `${what}: ${pluralRu(count, { one: 'раз', few: 'раза', many: 'раз', other: 'раза' })}`,
}
