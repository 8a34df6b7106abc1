export const ru = {
  label: (title: string) => `Пост в канал ${title}`,
  publish: 'Опубликовать',
  done: (title: string) => `Опубликовано в канале «${title}»`,
  hidden: 'Пост от имени организации: ваше имя увидят только администраторы.',
  site: 'Все посты и охват',
}
