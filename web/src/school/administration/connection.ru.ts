import type { FactType } from '#contract/connector/connector.limits.ts'
import type { Trouble } from '#contract/school/connection.ts'
import { pluralRu } from '#web/kit/i18n/plural.ts'

const facts = (count: number) => pluralRu(count, { one: 'запись', few: 'записи', many: 'записей', other: 'записи' })

/** Words of the window «Подключение» in Russian. */
export const connection = {
  connection: 'Подключение',
  connectionText: (to: string) =>
    `Записи реестров передаются в ${to}: по ним там появляются роли и чаты у тех, кто привязал учетную запись.`,
  messengerAddress: 'Адрес мессенджера',
  messengerAddressHint: (own: string) => `Оставьте пустым для мессенджера этой установки: ${own}`,
  clientId: 'Идентификатор клиента',
  clientIdHint: 'Его выдаёт оператор мессенджера, когда регистрирует внешнюю систему.',
  clientSecret: 'Секрет клиента',
  secretKept: 'Секрет сохранён и нигде не показывается. Оставьте поле пустым, чтобы его не менять.',
  secretNeeded: 'Оператор мессенджера видит его один раз, при регистрации системы.',
  communityId: 'Код организации',
  communityIdHint:
    'Его показывает страница «Школьная система» мессенджера. Там же администратор организации разрешает передачу.',
  codesWrong: 'Идентификатор и код состоят из 36 знаков: цифр, букв от a до f и дефисов.',
  connectionState: 'Состояние',
  notConnected: 'Пока ничего не передаётся: заполните поля и сохраните.',
  toldOf: (told: number, all: number) => `Передано ${told} из ${facts(all)}.`,
  toldAt: (at: string) => `Последний раз всё было передано: ${at}.`,
  troubles: {
    unreachable: 'Мессенджер не отвечает. Передача повторится сама.',
    credentials:
      'Мессенджер не принимает клиента или секрет. Проверьте их или попросите у оператора мессенджера новый секрет.',
    notAdmitted:
      'Организация в мессенджере не разрешила передачу. Её администратор выбирает систему на странице «Школьная система». Проверьте и код организации.',
    strange: 'По этому адресу отвечает не мессенджер. Проверьте адрес.',
    secretLost: 'Сохранённый секрет больше не читается. Введите его снова.',
  } satisfies Record<Trouble, string>,
  troubleSince: (since: string) => `Так с: ${since}.`,
  refusedCount: (count: number) => `Мессенджер не принял: ${facts(count)}.`,
  disconnect: 'Отключить',
  disconnection: 'Отключение мессенджера',
  disconnectText: (of: string) =>
    `Отключить электронную школу от ${of}? Записи реестров больше не будут передаваться, привязки учетных записей здесь закончатся, секрет будет удалён. Роли и чаты, которые там уже есть, останутся: о них решает администратор организации на странице «Школьная система».`,
  showRefused: 'Показать непринятые',
  refusedFacts: 'Непринятые записи',
  refusedText: 'Исправьте эти записи в реестрах: после изменения они передаются снова.',
  nothingRefused: 'Мессенджер принял всё, что ему передано.',
  factKind: 'Что',
  factAbout: 'О ком или о чём',
  factSentence: 'Почему не принято',
  factAt: 'Когда',
  factKinds: {
    person: 'Человек',
    unit: 'Класс или группа',
    enrolment: 'Зачисление',
    family: 'Родитель и ребёнок',
    position: 'Должность',
    chat: 'Чат',
    settings: 'Настройки организации',
  } satisfies Record<FactType, string>,
}
