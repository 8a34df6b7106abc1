export const ru = {
  /** Of the link that is the card. */
  card: (title: string, host: string) => `${title}, страница на ${host}`,
  remove: 'Убрать карточку ссылки',
}
