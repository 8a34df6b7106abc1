export const ru = {
  sections: 'Разделы организации',
  home: 'Главная',
  members: 'Участники',
  applications: 'Заявки',
  roster: 'Список школы',
  rosterOther: 'Список людей',
  links: 'Ссылки-приглашения',
  channels: 'Каналы',
  about: 'Об организации',
  percent: (percent: number) => `${percent} %`,
  dialogues: 'Правила общения',
  tickets: 'Обращения',
  missing: {
    title: 'Организация не найдена',
    text: 'Её нет, или вы в ней не состоите. В организацию вступают по ссылке-приглашению.',
    action: 'Мои заявки',
  },
}
