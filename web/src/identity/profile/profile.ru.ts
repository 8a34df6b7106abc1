import { pluralRu } from '#web/kit/i18n/plural.ts'

export const ru = {
  title: 'Профиль',
  loading: 'Загружаем профиль',
  phone: (masked: string) => `Вход по номеру ${masked}`,
  learning: 'Учебный профиль',
  personal: 'Личный профиль',
  profiles: 'Профили',
  here: 'сейчас',
  become: 'Перейти',
  appearance: 'Внешний вид',
  theme: 'Тема',
  themes: { system: 'Как в системе', light: 'Светлая', dark: 'Тёмная' },
  language: 'Язык',
  languages: { ru: 'Русский', en: 'English' },
  devices: 'Устройства',
  devicesSub: 'Где выполнен вход. Незнакомое или потерянное устройство можно отключить.',
  devicesLoading: 'Загружаем устройства',
  thisDevice: 'Это устройство',
  seen: 'Активность:',
  end: 'Завершить вход',
  ended: 'Вход на устройстве завершён',
  endOthers: 'Завершить на всех других',
  endOthersTitle: 'Завершить вход на всех других устройствах?',
  endOthersBody:
    'Останется только это устройство. На остальных переписка исчезнет, а для входа снова понадобится код из СМС. Так поступают, когда телефон потерян.',
  endedOthers: (count: number) =>
    count === 0
      ? 'На других устройствах входа не было'
      : `Завершено: ${pluralRu(count, { one: 'вход', few: 'входа', many: 'входов', other: 'входа' })}`,
  cancel: 'Отмена',
  unknownDevice: 'Неизвестное устройство',
  signOut: 'Выйти',
  applications: 'Мои заявки',
}
