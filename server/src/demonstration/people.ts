import type { Role } from '#contract/communities/types.ts'

/** Somebody of the demonstration, before he has signed in. */
export interface DemoPerson {
  /** Word by which scripts name him. */
  key: string
  surname: string
  name: string
  patronymic: string
  /** Full years when the demonstration is made. */
  age: number
  /** Position of staff, else empty. */
  position: string
}

export const OPERATOR_PHONE = '+79001000000'
export const UPPER_CLASS = '10«Б»'
export const LOWER_CLASS = '8«А»'

const adult = (key: string, names: string, age: number, position: string): DemoPerson => {
  const [surname = '', name = '', patronymic = ''] = names.split(' ')
  return { key, surname, name, patronymic, age, position }
}

export const DIRECTOR = adult('director', 'Климова Наталья Олеговна', 51, 'Директор')

export const STAFF: readonly DemoPerson[] = [
  adult('secretary', 'Белякова Светлана Юрьевна', 44, 'Секретарь'),
  adult('deputy', 'Ершов Павел Андреевич', 47, 'Заместитель директора по учебной работе'),
  adult('upbringing', 'Гусева Ирина Валерьевна', 39, 'Заместитель директора по воспитательной работе'),
  adult('maths', 'Соколова Марина Игоревна', 36, 'Учитель математики'),
  adult('russian', 'Захарова Елена Петровна', 55, 'Учитель русского языка и литературы'),
  adult('physics', 'Власов Дмитрий Сергеевич', 33, 'Учитель физики'),
  adult('chemistry', 'Нестерова Ольга Викторовна', 48, 'Учитель химии'),
  adult('biology', 'Орлова Татьяна Михайловна', 42, 'Учитель биологии'),
  adult('history', 'Тарасов Антон Николаевич', 31, 'Учитель истории и обществознания'),
  adult('english', 'Фролова Дарья Алексеевна', 28, 'Учитель английского языка'),
  adult('informatics', 'Мельник Роман Игоревич', 29, 'Учитель информатики'),
  adult('geography', 'Савельева Галина Степановна', 60, 'Учитель географии'),
  adult('sport', 'Бойко Виктор Павлович', 45, 'Учитель физической культуры'),
  adult('art', 'Лебедева Анна Денисовна', 26, 'Учитель изобразительного искусства'),
  adult('labour', 'Кузьмин Олег Иванович', 58, 'Учитель труда'),
  adult('psychologist', 'Рыбакова Юлия Андреевна', 34, 'Педагог-психолог'),
  adult('librarian', 'Журавлёва Нина Фёдоровна', 63, 'Заведующая библиотекой'),
  adult('nurse', 'Комарова Людмила Егоровна', 50, 'Медицинская сестра'),
  adult('canteen', 'Шестакова Вера Павловна', 46, 'Заведующая столовой'),
]

/** The education authority of the town: who leads it, and a specialist. */
export const AUTHORITY: readonly DemoPerson[] = [
  adult('authorityHead', 'Воронцов Аркадий Петрович', 54, 'Начальник управления'),
  adult('authoritySpecialist', 'Ларина Инна Сергеевна', 41, 'Главный специалист'),
]

export interface Family {
  pupils: readonly { key: string; name: string; surname: string; age: number; unit: 'upper' | 'lower' }[]
  parents: readonly { key: string; names: string; age: number }[]
}

const pupil = (key: string, names: string, unit: 'upper' | 'lower') => {
  const [surname = '', name = ''] = names.split(' ')
  return { key, surname, name, age: unit === 'upper' ? 16 : 14, unit }
}
const parent = (key: string, names: string, age: number) => ({ key, names, age })

/** Families of both classes; the first one has a child in each. */
export const FAMILIES: readonly Family[] = [
  {
    pupils: [pupil('artem', 'Петров Артём', 'upper'), pupil('sofia', 'Петрова София', 'lower')],
    parents: [parent('anna', 'Петрова Анна Викторовна', 41), parent('igor', 'Петров Игорь Львович', 43)],
  },
  {
    pupils: [pupil('eva', 'Лисина Ева', 'upper')],
    parents: [parent('marina', 'Лисина Марина Романовна', 39)],
  },
  {
    pupils: [pupil('makar', 'Гордеев Макар', 'upper')],
    parents: [parent('gordeev', 'Гордеев Сергей Ильич', 45), parent('gordeeva', 'Гордеева Ольга Павловна', 42)],
  },
  {
    pupils: [pupil('alina', 'Юсупова Алина', 'upper')],
    parents: [parent('yusupova', 'Юсупова Гульнара Маратовна', 40)],
  },
  {
    pupils: [pupil('kirill', 'Данилов Кирилл', 'upper')],
    parents: [parent('danilova', 'Данилова Ксения Игоревна', 38)],
  },
  { pupils: [pupil('polina', 'Чернова Полина', 'upper')], parents: [parent('chernova', 'Чернова Инна Борисовна', 44)] },
  { pupils: [pupil('timur', 'Ахметов Тимур', 'upper')], parents: [parent('akhmetov', 'Ахметов Рустам Ринатович', 46)] },
  { pupils: [pupil('vera', 'Мишина Вера', 'upper')], parents: [parent('mishina', 'Мишина Лариса Олеговна', 43)] },
  { pupils: [pupil('egor', 'Сомов Егор', 'lower')], parents: [parent('somova', 'Сомова Наталья Андреевна', 37)] },
  { pupils: [pupil('dasha', 'Котова Дарья', 'lower')], parents: [parent('kotova', 'Котова Мария Степановна', 36)] },
  { pupils: [pupil('lev', 'Баранов Лев', 'lower')], parents: [parent('baranov', 'Баранов Алексей Юрьевич', 40)] },
  { pupils: [pupil('nika', 'Зимина Вероника', 'lower')], parents: [parent('zimina', 'Зимина Оксана Павловна', 39)] },
  { pupils: [pupil('gleb', 'Носов Глеб', 'lower')], parents: [parent('nosova', 'Носова Екатерина Ивановна', 38)] },
  { pupils: [pupil('ulyana', 'Крылова Ульяна', 'lower')], parents: [parent('krylova', 'Крылова Жанна Олеговна', 41)] },
  {
    pupils: [pupil('platon', 'Широков Платон', 'lower')],
    parents: [parent('shirokova', 'Широкова Алла Денисовна', 42)],
  },
]

/** Who has applied and waits for the administrator. */
export const APPLICANTS: readonly (DemoPerson & { role: Role; unit: 'staff' | 'upper' | 'lower' })[] = [
  {
    ...adult('applicant1', 'Романова Кристина Павловна', 27, 'Учитель начальных классов'),
    role: 'staff',
    unit: 'staff',
  },
  { ...adult('applicant2', 'Федотов Илья Максимович', 35, 'Педагог-организатор'), role: 'staff', unit: 'staff' },
  { ...adult('applicant3', 'Громова Алёна Сергеевна', 30, 'Логопед'), role: 'staff', unit: 'staff' },
  { ...adult('applicant4', 'Осипов Марк', 16, ''), role: 'pupil', unit: 'upper' },
  { ...adult('applicant5', 'Ильина Кира', 14, ''), role: 'pupil', unit: 'lower' },
  { ...adult('applicant6', 'Панов Матвей', 14, ''), role: 'pupil', unit: 'lower' },
]

/** The person behind a parent of a family. */
export function parentPerson(told: { key: string; names: string; age: number }): DemoPerson {
  return adult(told.key, told.names, told.age, '')
}

/** Everybody in a fixed order; a person's phone follows from his place in it. */
export function everybody(): DemoPerson[] {
  const families = FAMILIES.flatMap(({ pupils, parents }) => [
    ...pupils.map((each) => ({ ...each, patronymic: '', position: '' })),
    ...parents.map(parentPerson),
  ])
  return [DIRECTOR, ...STAFF, ...families, ...APPLICANTS, ...AUTHORITY]
}

export function phoneOf(key: string): string {
  const place = everybody().findIndex((person) => person.key === key)
  if (place < 0) throw new Error(`The demonstration has no ${key}`)
  return `+79001000${String(place + 1).padStart(3, '0')}`
}

const SHOWN: readonly [key: string, who: string][] = [
  ['director', 'директор и администратор школы'],
  ['maths', `учитель математики, классный руководитель ${UPPER_CLASS}`],
  ['artem', `ученик ${UPPER_CLASS}`],
  ['anna', `мама двоих детей, ${UPPER_CLASS} и ${LOWER_CLASS}`],
  ['applicant1', 'подала заявку и ждёт решения'],
  ['authorityHead', 'начальник управления образования, его администратор'],
]

/** Who is named on the console: phones and what each of them shows. */
export function demonstrationPeople(): { phone: string; who: string }[] {
  const named = SHOWN.map(([key, who]) => {
    const person = everybody().find((each) => each.key === key)!
    const name = [person.name, person.patronymic, person.surname].filter((part) => part !== '').join(' ')
    return { phone: phoneOf(key), who: `${name}, ${who}` }
  })
  return [...named, { phone: OPERATOR_PHONE, who: 'оператор, входит на адресе консоли' }]
}
