export const ru = {
  kinds: {
    photo: 'снимок без просмотра',
    video: 'видео',
    audio: 'звук',
    voice: 'голосовое сообщение',
    document: 'файл',
  },
  photo: (name: string) => `Фото ${name}`,
  open: (name: string) => `Открыть фото ${name}`,
  load: (name: string) => `Показать фото ${name}`,
  download: (name: string) => `Скачать ${name}`,
  sending: 'отправляется',
  unseen: 'фото не загрузилось',
  viewer: 'Просмотр фото',
  place: (number: number, all: number) => `${number} из ${all}`,
  before: 'Предыдущее фото',
  after: 'Следующее фото',
}
