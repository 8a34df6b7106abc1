import type { CardCode } from '../page-errors.ts'
import { type Sentence, whole } from '../sentence.ts'
import { triesLeft } from '../words.ru.ts'

/** Sentences of class cards (P-06). */
export const ru: Readonly<Record<CardCode, Sentence>> = {
  'card.elsewhere':
    'Карточка работает только на планшете или компьютере своего класса. Если это он, попросите учителя подключить его заново.',
  'card.unknown': 'Эта карточка больше не действует. Попросите учителя напечатать новую.',
  'card.locked': 'Картинки не подошли пять раз, и карточка заперта. Отпереть её может классный руководитель.',
  'card.ownPhone': 'Этот ученик входит по своему телефону: карточка ему не нужна.',
  'card.symbolsWrong': (d) => {
    const left = whole(d, 'triesLeft') ?? 1
    return `Картинки не подошли. ${triesLeft(left)}.`
  },
  'classDevice.unknown': 'Такого устройства у класса уже нет.',
  'classDevice.nameInvalid': 'Напишите, как называется устройство: например, «Планшет 3».',
  'classDevice.tooMany': 'К классу подключено сто устройств. Отключите те, которыми больше не пользуетесь.',
}
