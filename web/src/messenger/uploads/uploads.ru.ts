import { pluralRu } from '#web/kit/i18n/plural.ts'

const files = { one: 'файл', few: 'файла', many: 'файлов', other: 'файла' }

export const ru = {
  list: 'Вложения',
  empty: (name: string) => `В файле «${name}» ничего нет. Выберите другой.`,
  tooLarge: (name: string) => `Файл «${name}» больше 4 ГБ (4 294 967 296 байт). Это предел платформы: разделите его.`,
  tooMany: (max: number) => `В одном сообщении не больше ${pluralRu(max, files)}. Остальные отправьте следующим.`,
  queued: 'в очереди',
  checking: (share: string) => `проверяем файл: ${share}`,
  sending: (share: string) => `отправлено ${share}`,
  speed: (size: string) => `${size}/с`,
  left: (time: string) => `осталось ${time}`,
  seconds: (count: number) => `${count} с`,
  minutes: (count: number) => `${count} мин`,
  hours: (count: number) => `${count} ч`,
  waiting: 'нет связи, продолжим сами',
  finishing: 'сервер проверяет файл',
  paused: (share: string) => `остановлено на ${share}`,
  ready: 'готово',
  lost: (share: string) =>
    `Страница закрывалась, и браузер забыл, где этот файл. На сервере ${share}: выберите его снова.`,
  otherFile: 'Это другой файл с тем же именем. Уберите прежний и прикрепите этот.',
  unreadable: 'Файл не читается: возможно, его переместили. Прикрепите его заново.',
  pause: (name: string) => `Остановить: ${name}`,
  resume: (name: string) => `Продолжить: ${name}`,
  again: (name: string) => `Повторить: ${name}`,
  choose: (name: string) => `Выбрать снова: ${name}`,
  remove: (name: string) => `Убрать: ${name}`,
}
