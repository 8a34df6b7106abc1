import { UNIT_LEVELS_MAX } from '#contract/communities/communities.limits.ts'
import type { PageSentences, UnitCode } from '../page-errors.ts'
import { whole } from '../sentence.ts'

/** Sentences of classes and other units, on the pages that make and keep them and invite into them. */
export const unitErrors: PageSentences<UnitCode> = {
  ru: {
    'unit.unknown': 'Такого класса или подразделения нет.',
    'unit.nameInvalid': 'Напишите название: от одного до ста знаков.',
    'unit.nameTaken': 'Класс, группа или подразделение с таким названием уже есть. Выберите другое название.',
    'unit.archived': 'Подразделение в архиве. Верните его, чтобы приглашать людей и заводить его чаты.',
    'unit.system': 'Это подразделение создано вместе с организацией, его нельзя изменить.',
    'unit.noTree': 'Подразделения входят одно в другое только в органах управления образованием.',
    'unit.tooDeep': (details) =>
      `Больше ${whole(details, 'levels') ?? UNIT_LEVELS_MAX} уровней не бывает. Выберите подразделение выше.`,
    'unit.inItself': 'Подразделение не может входить в себя и в то, что в него входит.',
    'unit.hasParts': 'В него входят другие подразделения. Сначала перенесите их или уберите в архив.',
  },
  en: {
    'unit.unknown': 'There is no such class or department.',
    'unit.nameInvalid': 'Write a name of one to a hundred characters.',
    'unit.nameTaken': 'A class, group or department of this name is there already. Choose another name.',
    'unit.archived': 'It is archived. Bring it back to invite people and to make chats of it.',
    'unit.system': 'It was made together with the organisation and cannot be changed.',
    'unit.noTree': 'Departments are parts of each other in education authorities alone.',
    'unit.tooDeep': (details) =>
      `There are ${whole(details, 'levels') ?? UNIT_LEVELS_MAX} levels at most. Choose a department above.`,
    'unit.inItself': 'A department cannot be part of itself, nor of what is part of it.',
    'unit.hasParts': 'Other departments are part of it. Move or archive them first.',
  },
}
