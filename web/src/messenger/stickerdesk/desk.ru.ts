import { pluralRu } from '#web/kit/i18n/plural.ts'

const stickers = { one: 'стикер', few: 'стикера', many: 'стикеров', other: 'стикера' }

export const ru = {
  title: 'Стикеры',
  sub: 'Опубликованные наборы видят все профили во всех организациях',
  loading: 'Загружаем наборы',
  create: {
    title: 'Новый набор',
    sub: 'До публикации его не видит никто, кроме операторов.',
    name: 'Название набора',
    missing: 'Назовите набор.',
    submit: 'Создать набор',
    done: 'Набор создан. Добавьте в него стикеры.',
  },
  states: { draft: 'не опубликован', published: 'опубликован', withdrawn: 'убран' },
  count: (count: number) => pluralRu(count, stickers),
  own: 'входит в «Парту»',
  none: 'В наборе пока нет стикеров. Добавьте хотя бы один.',
  publish: 'Опубликовать',
  publishHint: 'После публикации стикеры нельзя убирать по одному: они могут стоять в сообщениях.',
  published: (title: string) => `Набор «${title}» опубликован`,
  withdraw: 'Убрать',
  withdrawHint: 'Отправить стикеры из убранного набора нельзя; отправленные остаются видны. Набор можно вернуть.',
  withdrawn: (title: string) => `Набор «${title}» убран`,
  remove: (words: string) => `Убрать стикер: ${words}`,
  add: {
    choose: 'Добавить стикеры',
    files: (title: string) => `Добавить стикеры: ${title}`,
    words: 'Что на стикере и по каким словам его найдут',
    missing: 'Опишите стикер словами.',
    tooLarge: (max: string) => `Файл больше ${max}. Выберите файл поменьше.`,
    drop: (name: string) => `Не добавлять: ${name}`,
    submit: (count: number) => `Добавить: ${pluralRu(count, stickers)}`,
    done: (count: number) => `Добавлено: ${pluralRu(count, stickers)}`,
    hint: (max: string) =>
      `SVG, PNG или WebP до ${max}, лучше квадратные, с прозрачным фоном и светлой обводкой, чтобы их было видно в тёмной теме.`,
  },
}
