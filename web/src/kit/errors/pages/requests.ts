import type { PageSentences, RequestCode } from '../page-errors.ts'

export const requestErrors: PageSentences<RequestCode> = {
  ru: {
    'operator.required': 'Этот номер не принадлежит оператору. Войдите под номером оператора.',
    'request.phoneInvalid': 'Проверьте номер телефона администратора: нужны код страны и все цифры.',
    'request.innInvalid': 'ИНН не сходится с контрольной суммой. Проверьте цифры.',
    'request.kppInvalid': 'В КПП девять цифр. Проверьте его.',
    'request.nameInvalid': 'Проверьте название организации и имя администратора.',
    'request.unknown': 'Такой заявки нет. Проверьте адрес страницы.',
    'request.moveImpossible': 'Заявку уже изменил другой оператор. Откройте её заново.',
    'request.reasonMissing': 'Напишите причину: её прочитает заявитель.',
    'request.detailsMissing':
      'Не хватает ИНН, КПП или приказа. Запросите уточнения или одобрите без них, указав причину.',
    'request.orderMissing': 'Сначала приложите приказ: без него администратора не меняют.',
    'request.orderPhoneMissing': 'Введите телефон так, как он стоит в приказе: код страны и все цифры.',
    'request.orderPhoneDiffers':
      'Телефон в приказе не тот, что в заявке. По такому приказу прав не дают: запросите уточнения.',
    'order.closed': 'По этому обращению уже решили, и новый приказ к нему не приложить.',
    'order.formatWrong': 'Это не PDF и не фотография. Подойдут файлы PDF, JPEG, PNG и WebP.',
  },
  en: {
    'operator.required': 'This number does not belong to an operator. Sign in with an operator’s number.',
    'request.phoneInvalid': 'Check the administrator’s phone number: it needs the country code and all digits.',
    'request.innInvalid': 'The INN does not match its checksum. Check the digits.',
    'request.kppInvalid': 'A KPP has nine digits. Check it.',
    'request.nameInvalid': 'Check the name of the organisation and of the administrator.',
    'request.unknown': 'There is no such request. Check the address of the page.',
    'request.moveImpossible': 'Another operator has changed the request. Open it again.',
    'request.reasonMissing': 'Write the reason: the applicant will read it.',
    'request.detailsMissing':
      'INN, KPP or the order is missing. Ask for them or approve without them, giving the reason.',
    'request.orderMissing': 'Attach the order first: no administrator is changed without it.',
    'request.orderPhoneMissing': 'Type the phone as it stands in the order: the country code and all digits.',
    'request.orderPhoneDiffers':
      'The phone of the order is not that of the request. No right is given by such an order: ask for clarification.',
    'order.closed': 'This is decided already, and no other order can be added to it.',
    'order.formatWrong': 'This is neither a PDF nor a photo. Files of PDF, JPEG, PNG and WebP will do.',
  },
}
