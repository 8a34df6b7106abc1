import { pluralRu } from '#web/kit/i18n/plural.ts'

export const ru = {
  audio: 'Аудиозвонок',
  video: 'Видеозвонок',
  call: 'Позвонить',
  label: 'Звонок в этом чате',
  runs: 'Идёт звонок',
  people: (count: number) =>
    pluralRu(count, { one: 'участник', few: 'участника', many: 'участников', other: 'участника' }),
  nobody: 'пока никого нет',
  locked: 'закрыт для новых',
  waitingRoom: 'впускает администратор',
  join: 'Присоединиться',
}
