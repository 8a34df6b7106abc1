import { pluralRu } from '#web/kit/i18n/plural.ts'

const pupils = (count: number) => pluralRu(count, { one: 'ученик', few: 'ученика', many: 'учеников', other: 'ученика' })
const staff = (count: number) =>
  pluralRu(count, { one: 'сотрудник', few: 'сотрудника', many: 'сотрудников', other: 'сотрудника' })
const parents = (count: number) =>
  pluralRu(count, { one: 'родитель', few: 'родителя', many: 'родителей', other: 'родителя' })

export const ru = {
  title: 'Перевод на новый учебный год',
  titleOf: (year: string) => `Перевод на ${year} учебный год`,
  documentTitle: 'Новый учебный год — Парта',
  loading: 'Загружаем перевод',
  denied: {
    title: 'Перевод закрыт для вашей роли',
    text: 'Переводит тот, кто управляет классами и группами. Это правило платформы, право даёт администратор организации.',
  },
  noYears: {
    title: 'Здесь нет учебных годов',
    text: 'Подразделения органа управления образованием работают из года в год без перевода.',
  },
  start: {
    title: (year: string) => `${year} учебный год`,
    due: (units: string) =>
      `Ждут перевода: ${units}. Сначала вы увидите, что станет с каждой строкой, ничего не изменится.`,
    plan: 'Составить план',
    go: 'Открыть план',
    watch: 'Открыть перевод',
    none: (year: string) => `Все уже относятся к ${year} учебному году или новее, переводить некого.`,
  },
  past: { title: 'Переводы', sub: 'Перевод можно отменить в течение недели после начала.' },
  open: (year: string) => `Открыть перевод на ${year}`,
  back: 'Ко всем переводам',
  by: (name: string) => `Начал(а): ${name}`,
  states: {
    ready: 'План',
    applying: 'Идёт перевод',
    applied: 'Выполнен',
    stopped: 'Остановлен',
    undoing: 'Отменяется',
    undone: 'Отменён',
  },
  summary: {
    title: 'Что изменится',
    before: (before: number, after: number) => `Действующих сейчас: ${before}, станет: ${after}`,
    promoted: (units: string, count: number) => `Переход дальше: ${units}, ${pupils(count)}`,
    graduated: (units: string, count: number) => `Выпуск: ${units}, ${pupils(count)}`,
    archived: (units: string) => `В архив: ${units}`,
    left: (units: string) => `Без изменений: ${units}`,
    chats: (renamed: number, closed: number) =>
      `Чаты: с новым названием ${renamed}, только для чтения ${closed}. Люди и переписка остаются`,
    undecided: (count: number) => `Нужно решить: ${count}`,
    conflicts: (count: number) => `Названия не подходят: ${count}`,
    changed: (count: number) =>
      `Изменилось, пока вы смотрели: ${count}. Эти строки посчитаны заново, проверьте их и нажмите ещё раз`,
    wait: 'Выберите действие для каждой строки и исправьте названия, которые не подходят: тогда можно перевести.',
    apply: (count: number) => `Перевести: ${count}`,
    discard: 'Отменить план',
    discarded: 'План отменён, ничего не изменилось',
  },
  work: {
    applying: 'Переводим',
    undoing: 'Возвращаем как было',
  },
  result: {
    title: 'Что сделано',
    skipped: (count: number) => `Пропущено, потому что строку успели изменить: ${count}`,
    kept: (count: number) => `Оставлено как есть, потому что после перевода изменили: ${count}`,
    until: 'Отменить можно до',
    undo: 'Отменить перевод',
    undoTitle: 'Отменить перевод целиком?',
    undoText:
      'Названия, годы и чаты станут такими, как до перевода. Написанное остаётся. Что с тех пор изменили вручную, останется как есть. Карточки и планшеты выпущенных классов надо выдать заново.',
    keep: 'Не отменять',
  },
  lines: {
    label: 'Какие строки показать',
    all: 'Все',
    attention: 'Нужно решить',
    passed: 'Не изменены',
    promote: 'Переходят',
    graduate: 'Выпускаются',
    rest: 'Остальные',
    none: { title: 'Таких строк нет', text: 'Выберите другой фильтр.' },
    people: (counts: { pupils: number; staff: number; parents: number }) =>
      [
        counts.pupils > 0 ? pupils(counts.pupils) : '',
        counts.staff > 0 ? staff(counts.staff) : '',
        counts.parents > 0 ? parents(counts.parents) : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
    nobody: 'пока никого',
    chat: (before: string, after: string) => (before === after ? `чат «${before}»` : `чат «${before}» → «${after}»`),
    closes: (title: string) => `чат «${title}»: только для чтения`,
    choice: (name: string) => `Что делать: ${name}`,
    newName: (name: string) => `Новое название: ${name}`,
    undecided: 'Выберите действие',
    choices: {
      promote: 'Перевести',
      graduate: 'Выпустить',
      archive: 'В архив',
      leave: 'Оставить как есть',
    },
    becomes: (name: string) => `→ ${name}`,
    changed: 'Изменилась',
    leaveRest: (count: number) => `Оставить как есть все нерешённые (${count})`,
    reasons: {
      nameUnclear: 'по названию непонятно, что дальше',
      gradeDiffers: 'название и параллель класса расходятся',
      mayEnd: 'может закончить или учиться дальше',
      yearsBehind: 'прошёл не один год, проверьте название',
    },
    conflicts: {
      taken: (other: string) => `такое название носит «${other}»`,
      twice: (other: string) => `так же будет называться «${other}»`,
      circle: (other: string) => `меняется названием по кругу с «${other}»: переименуйте один из них отдельно`,
    },
    outcomes: { done: 'Готово', skipped: 'Пропущена', undone: 'Возвращена', kept: 'Оставлена' },
  },
}
