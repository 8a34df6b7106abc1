import type { QuotaLevel } from '#contract/communities/quotas.limits.ts'

export const ru = {
  storage: 'Файлы',
  sms: 'СМС в этом месяце',
  used: (used: string, max: string) => `${used} из ${max}`,
  bar: (name: string, share: string) => `${name}: занято ${share}`,
  levels: { near: 'Больше 80 %', short: 'Больше 95 %', full: 'Закончилось' } satisfies Record<
    Exclude<QuotaLevel, 'free'>,
    string
  > as Readonly<Record<Exclude<QuotaLevel, 'free'>, string>>,
  warning: {
    title: 'Заканчивается место или СМС',
    full: 'Закончилось место или СМС',
    storage: 'Когда место закончится, новые файлы в чаты этой организации не отправятся. Переписка останется.',
    sms: 'Когда СМС закончатся, код по СМС не придёт тому, кто уже вошёл и меняет пароль или номер. Вход с кодом работает всегда.',
    who: 'Увеличить может только оператор «Парты»: напишите ему.',
  },
}
