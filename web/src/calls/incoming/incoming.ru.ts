export const ru = {
  label: 'Входящий звонок',
  calls: 'звонит вам',
  begun: 'начался звонок',
  answer: 'Ответить',
  join: 'Присоединиться',
  notNow: 'Не сейчас',
}
