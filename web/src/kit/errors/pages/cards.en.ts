import type { CardCode } from '../page-errors.ts'
import { type Sentence, whole } from '../sentence.ts'

/** Sentences of class cards (P-06). */
export const en: Readonly<Record<CardCode, Sentence>> = {
  'card.elsewhere':
    'The card works on a tablet or computer of its class only. If this is one, ask the teacher to connect it again.',
  'card.unknown': 'This card is not good any more. Ask the teacher to print a new one.',
  'card.locked': 'The pictures were wrong five times and the card is locked. The class teacher can unlock it.',
  'card.ownPhone': 'This pupil signs in by phone and needs no card.',
  'card.symbolsWrong': (d) => {
    const left = whole(d, 'triesLeft') ?? 1
    return `These are not the pictures. ${left === 1 ? 'One try is' : `${left} tries are`} left.`
  },
  'classDevice.unknown': 'The class has no such device any more.',
  'classDevice.nameInvalid': 'Write what the device is called, such as “Tablet 3”.',
  'classDevice.tooMany': 'A hundred devices are connected to the class. Remove those that are not used.',
}
