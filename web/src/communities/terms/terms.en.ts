import { pluralEn } from '#web/kit/i18n/plural.ts'
import type { ru } from './terms.ru.ts'

type Words = typeof ru
type Roles = Words['roles']['school']
type UnitWords = Words['units']['school']

const SCHOOL: Roles = {
  administrator: 'Administrator',
  lead: 'Class teacher',
  staff: 'Teacher',
  pupil: 'Pupil',
  parent: 'Parent',
  external: 'External member',
}
const GROUP: Roles = { ...SCHOOL, lead: 'Group curator', pupil: 'Student' }

const CLASSES: UnitWords = {
  title: 'Classes',
  one: 'Class',
  create: 'Create a class',
  count: (value) => pluralEn(value, { one: 'class', other: 'classes' }),
  example: '5Б',
}
const GROUPS: UnitWords = {
  title: 'Groups',
  one: 'Group',
  create: 'Create a group',
  count: (value) => pluralEn(value, { one: 'group', other: 'groups' }),
  example: 'ИС-21',
}
const DEPARTMENTS: UnitWords = {
  title: 'Departments',
  one: 'Department',
  create: 'Create a department',
  count: (value) => pluralEn(value, { one: 'department', other: 'departments' }),
  example: 'General education',
}

export const en: Words = {
  types: {
    school: 'School',
    kindergarten: 'Kindergarten',
    college: 'College',
    university: 'University',
    training: 'Professional training',
    extra: 'Extra education of children',
    authority: 'Education authority',
  },
  roles: {
    school: SCHOOL,
    kindergarten: { ...SCHOOL, lead: 'Senior educator', staff: 'Staff' },
    college: GROUP,
    university: GROUP,
    training: GROUP,
    extra: GROUP,
    authority: { ...SCHOOL, lead: 'Head of department', staff: 'Staff' },
  },
  units: {
    school: CLASSES,
    kindergarten: GROUPS,
    college: GROUPS,
    university: GROUPS,
    training: GROUPS,
    extra: GROUPS,
    authority: DEPARTMENTS,
  },
  applicationStates: {
    pending: 'Under review',
    approved: 'Approved',
    rejected: 'Rejected',
    withdrawn: 'Withdrawn',
    expired: 'Expired',
  },
  paths: { link: 'Link', messenger: 'Messenger', site: 'Site' },
  people: (value) => pluralEn(value, { one: 'person', other: 'people' }),
}
