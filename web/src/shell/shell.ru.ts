export const ru = {
  site: 'Сайт',
  messenger: 'Мессенджер',
  organisations: 'Организации',
  profiles: 'Профиль',
  learning: 'Учебный профиль',
  personal: 'Личный профиль',
  applications: 'Мои заявки',
  loading: 'Открываем «Парту»',
  notFound: { title: 'Такой страницы нет', text: 'Проверьте адрес или откройте главную.', action: 'На главную' },
}
