import type { PageSentences, StickerCode } from '../page-errors.ts'
import { whole, wordIn } from '../sentence.ts'

const KIBIBYTE = 1_024

export const stickerErrors: PageSentences<StickerCode> = {
  ru: {
    'sticker.titleInvalid': (d) => `Назовите набор в одну строку: до ${whole(d, 'lengthMax') ?? 60} знаков.`,
    'sticker.packsFull': (d) => `Наборов уже ${whole(d, 'packsMax') ?? 200}, это предел платформы.`,
    'sticker.packUnknown': 'Такого набора нет. Обновите страницу.',
    'sticker.packFull': (d) =>
      `В наборе уже ${whole(d, 'stickersMax') ?? 60} стикеров, это предел платформы. Создайте ещё один набор.`,
    'sticker.packSeen':
      'Этот набор уже видели: его стикеры могут стоять в сообщениях и остаются. Уберите набор из выдачи целиком.',
    'sticker.packEmpty': 'В наборе нет ни одного стикера. Добавьте хотя бы один и опубликуйте.',
    'sticker.wordsInvalid': (d) =>
      `Опишите стикер в одну строку, до ${whole(d, 'lengthMax') ?? 120} знаков: по этим словам его найдут и услышат.`,
    'sticker.pictureWrong': (d) =>
      `Подойдут PNG и WebP от ${whole(d, 'sideMin') ?? 96} точек по меньшей стороне и рисунки SVG. Выберите другой файл.`,
    'sticker.drawingUnsafe': (d) =>
      `В рисунке есть то, чему в стикере не место${wordIn(d, 'found')}. Сохраните его как простой SVG, без текста, картинок, стилей и сценариев, или выберите PNG.`,
    'sticker.tooLarge': (d) =>
      `Файл больше ${Math.floor((whole(d, 'bytesMax') ?? 131_072) / KIBIBYTE)} КБ. Выберите файл поменьше.`,
  },
  en: {
    'sticker.titleInvalid': (d) =>
      `Enter a name of the pack in one line, up to ${whole(d, 'lengthMax') ?? 60} characters.`,
    'sticker.packsFull': (d) =>
      `There are ${whole(d, 'packsMax') ?? 200} packs already, this is the limit of the platform.`,
    'sticker.packUnknown': 'There is no such pack. Open the page again.',
    'sticker.packFull': (d) =>
      `The pack already has ${whole(d, 'stickersMax') ?? 60} stickers, this is the limit of the platform. Create another pack.`,
    'sticker.packSeen':
      'People have seen this pack already: its stickers may stand in messages and stay. Take the whole pack back instead.',
    'sticker.packEmpty': 'There is no sticker in the pack. Choose at least one, then publish.',
    'sticker.wordsInvalid': (d) =>
      `Tell what is on the sticker in one line, up to ${whole(d, 'lengthMax') ?? 120} characters: by these words it is found and heard.`,
    'sticker.pictureWrong': (d) =>
      `PNG and WebP with at least ${whole(d, 'sideMin') ?? 96} pixels on the shorter side will do, and SVG drawings. Choose another file.`,
    'sticker.drawingUnsafe': (d) =>
      `The drawing holds what has no place in a sticker${wordIn(d, 'found')}. Save it as plain SVG without text, pictures, styles and scripts, or choose a PNG.`,
    'sticker.tooLarge': (d) =>
      `The file is larger than ${Math.floor((whole(d, 'bytesMax') ?? 131_072) / KIBIBYTE)} KB. Choose a smaller one.`,
  },
}
