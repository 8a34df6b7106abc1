export const ru = {
  pick: {
    other: 'Выбрать другой файл',
    hint: 'PDF или фотография (JPEG, PNG, WebP), не больше 20 МБ',
    cancel: 'Остановить',
    retry: 'Отправить ещё раз',
    tooLarge: 'Файл больше 20 МБ. Сохраните приказ в PDF или сфотографируйте его с меньшим размером.',
  },
  order: {
    label: (name: string) => `Приказ: ${name}`,
    choose: 'Выбрать приказ',
    sending: (share: string) => `Отправляем приказ: ${share}`,
    there: (name: string) => `Приказ приложен: ${name}`,
  },
  letter: {
    label: (name: string) => `Письмо: ${name}`,
    choose: 'Выбрать письмо',
    sending: (share: string) => `Отправляем письмо: ${share}`,
    there: (name: string) => `Письмо приложено: ${name}`,
  },
  scan: {
    open: 'Открыть отдельно',
    loading: 'Загружаем приказ',
  },
  phones: {
    form: 'Телефон из заявки',
    order: 'Телефон из приказа',
    hint: 'Введите его с листа, цифра за цифрой',
    same: 'Номера совпадают',
    differ: 'Номера разные: прав по такому приказу не дают',
  },
}
