import type { PageSentences, UnitCode } from '../page-errors.ts'

/** Sentences of classes and other units, on the pages that make and keep them and invite into them. */
export const unitErrors: PageSentences<UnitCode> = {
  ru: {
    'unit.unknown': 'Такого класса или подразделения нет.',
    'unit.nameInvalid': 'Напишите название: от одного до ста знаков.',
    'unit.nameTaken': 'Такое название уже есть. Выберите другое.',
    'unit.archived': 'Подразделение в архиве. Верните его, чтобы приглашать людей и заводить его чаты.',
    'unit.system': 'Это подразделение создано вместе с организацией, его нельзя изменить.',
  },
  en: {
    'unit.unknown': 'There is no such class or department.',
    'unit.nameInvalid': 'Write a name of one to a hundred characters.',
    'unit.nameTaken': 'This name is taken. Choose another one.',
    'unit.archived': 'It is archived. Bring it back to invite people and to make chats of it.',
    'unit.system': 'It was made together with the organisation and cannot be changed.',
  },
}
