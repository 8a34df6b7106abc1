import type { CommunityType, Role } from '#contract/communities/types.ts'
import { pluralRu } from '#web/kit/i18n/plural.ts'

type Roles = Readonly<Record<Role, string>>

const SCHOOL: Roles = {
  administrator: 'Администратор',
  lead: 'Классный руководитель',
  staff: 'Учитель',
  pupil: 'Ученик',
  parent: 'Родитель',
  external: 'Внешний участник',
}
const GROUP: Roles = { ...SCHOOL, lead: 'Куратор группы', staff: 'Преподаватель', pupil: 'Обучающийся' }

interface UnitWords {
  title: string
  one: string
  create: string
  count: (value: number) => string
  example: string
}

const CLASSES: UnitWords = {
  title: 'Классы',
  one: 'Класс',
  create: 'Создать класс',
  count: (value) => pluralRu(value, { one: 'класс', few: 'класса', many: 'классов', other: 'класса' }),
  example: '5Б',
}
const GROUPS: UnitWords = {
  title: 'Группы',
  one: 'Группа',
  create: 'Создать группу',
  count: (value) => pluralRu(value, { one: 'группа', few: 'группы', many: 'групп', other: 'группы' }),
  example: 'ИС-21',
}
const DEPARTMENTS: UnitWords = {
  title: 'Подразделения',
  one: 'Подразделение',
  create: 'Создать подразделение',
  count: (value) =>
    pluralRu(value, { one: 'подразделение', few: 'подразделения', many: 'подразделений', other: 'подразделения' }),
  example: 'Отдел общего образования',
}

export const ru = {
  types: {
    school: 'Школа, лицей, гимназия',
    kindergarten: 'Детский сад',
    college: 'Колледж, техникум',
    university: 'Вуз',
    training: 'Дополнительное профессиональное образование',
    extra: 'Дополнительное образование детей',
    authority: 'Орган управления образованием',
  } satisfies Record<CommunityType, string> as Readonly<Record<CommunityType, string>>,
  roles: {
    school: SCHOOL,
    kindergarten: { ...SCHOOL, lead: 'Старший воспитатель', staff: 'Сотрудник' },
    college: GROUP,
    university: GROUP,
    training: GROUP,
    extra: GROUP,
    authority: { ...SCHOOL, lead: 'Руководитель подразделения', staff: 'Сотрудник' },
  } satisfies Record<CommunityType, Roles> as Readonly<Record<CommunityType, Roles>>,
  units: {
    school: CLASSES,
    kindergarten: { ...GROUPS, example: 'Солнышко' },
    college: GROUPS,
    university: GROUPS,
    training: GROUPS,
    extra: { ...GROUPS, example: 'Робототехника, 2-й год' },
    authority: DEPARTMENTS,
  } satisfies Record<CommunityType, UnitWords> as Readonly<Record<CommunityType, UnitWords>>,
  applicationStates: {
    pending: 'На рассмотрении',
    approved: 'Одобрена',
    rejected: 'Отклонена',
    withdrawn: 'Отозвана',
    expired: 'Истекла',
  },
  paths: { link: 'Ссылка', messenger: 'Мессенджер', site: 'Сайт' },
  people: (value: number) => pluralRu(value, { one: 'человек', few: 'человека', many: 'человек', other: 'человека' }),
}
