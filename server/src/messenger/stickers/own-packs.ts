import { readFile } from 'node:fs/promises'
import type { NewSticker } from './stickers.store.ts'

const DRAWINGS = new URL('../../../assets/stickers/', import.meta.url)
/** Ids of what comes with the product; nothing else is numbered so. */
const idOf = (pack: number, number: number) =>
  `01980000-0000-7000-8000-0000000${pack}${String(number).padStart(4, '0')}`

interface OwnPack {
  id: string
  title: string
  folder: string
  /** By the name of the file. */
  words: Readonly<Record<string, string>>
}

/** The packs that come with the product. All of their drawings are our own. */
export const OWN_PACKS: readonly OwnPack[] = [
  {
    id: idOf(1, 0),
    title: 'Сова Тома',
    folder: 'owl',
    words: {
      hello: 'Сова машет крылом: привет, здравствуйте',
      thanks: 'Сова с сердцем: спасибо, благодарю',
      welldone: 'Сова с медалью: молодец, умница, отлично',
      hooray: 'Сова радуется: ура, победа',
      love: 'Влюблённая сова: люблю, нравится',
      birthday: 'Сова с тортом: с днём рождения, поздравляю',
      thinking: 'Сова думает: подумаю, хм',
      question: 'Удивлённая сова: что, почему, не понял',
      reading: 'Сова читает: учу, читаю, урок',
      oops: 'Грустная сова: ой, жаль, извините',
      tired: 'Сова спит: устал, сплю',
      night: 'Сова и луна: спокойной ночи',
      bye: 'Сова подмигивает: пока, до свидания',
    },
  },
  {
    id: idOf(2, 0),
    title: 'Пенал',
    folder: 'case',
    words: {
      pencil: 'Карандаш смеётся: рисование, весело',
      backpack: 'Рюкзак рад: пора в школу, собираюсь',
      notebook: 'Тетрадь улыбается: запишу, конспект',
      pen: 'Ручка подмигивает: пишу, подпишу',
      ruler: 'Линейка улыбается: ровно, точно, чертёж',
      eraser: 'Ластик удивлён: ошибка, исправлю',
      globe: 'Глобус улыбается: география, мир',
      brush: 'Кисть улыбается: краски, изо',
      scissors: 'Ножницы улыбаются: вырезаем, труд',
      glue: 'Клей подмигивает: склеим, дружим',
      chalk: 'Мел спешит: к доске, выхожу',
      compass: 'Циркуль удивлён: геометрия, круг',
      lunchbox: 'Обед улыбается: вкусно, перекус',
    },
  },
  {
    id: idOf(3, 0),
    title: 'Школьный день',
    folder: 'day',
    words: {
      bell: 'Звонок: урок начинается, перемена',
      clock: 'Будильник: пора, не опаздывайте, скоро',
      homework: 'Тетрадь с галочкой: домашнее задание, сделано, готово',
      test: 'Листок и карандаш: контрольная, тест',
      five: 'Пять с плюсом: пятёрка, отлично',
      lunch: 'Тарелка супа: обед, столовая, приятного аппетита',
      sport: 'Мяч: физкультура, спорт, игра',
      trip: 'Автобус: экскурсия, едем, поездка',
      holidays: 'Солнце и море: каникулы, лето, отдых',
      meeting: 'Разговор: собрание, обсудим, вопрос',
      quiet: 'Палец у губ: тише, тишина, секрет',
      duty: 'Метла: дежурство, уборка, порядок',
      rocket: 'Ракета: поехали, вперёд, начинаем',
    },
  },
]

/** The stickers of such a pack, in their order. */
export async function drawnStickers({ id, folder, words }: OwnPack): Promise<NewSticker[]> {
  const pack = OWN_PACKS.findIndex((each) => each.id === id) + 1
  return Promise.all(
    Object.entries(words).map(async ([name, said], number) => ({
      id: idOf(pack, number + 1),
      words: said,
      mediaType: 'image/svg+xml',
      bytes: await readFile(new URL(`${folder}/${name}.svg`, DRAWINGS)),
    })),
  )
}
