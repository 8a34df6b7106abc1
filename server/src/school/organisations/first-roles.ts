import { type Metarole, MODULES, type Right, rightsOfMetarole } from '#contract/school/rights.ts'

interface FirstRole {
  readonly key: string
  readonly name: string
  readonly metarole: Metarole | null
  readonly rights: readonly Right[]
}

const OWN_ACCOUNT = ['account.link', 'account.unlink'] as const
const LOOKS_ON = ['chats.view', 'conferences.view', ...OWN_ACCOUNT] as const
const REGISTERS = [...MODULES.employees, ...MODULES.pupils, ...MODULES.parents, ...MODULES.classes, ...MODULES.subjects]
const VIEWS = REGISTERS.filter((right) => right.endsWith('.view'))

/** The roles that an organisation begins with; `messenger` is what it is called in a role's name. */
export function firstRoles(messenger: string): readonly FirstRole[] {
  const ofMetarole = (key: Metarole, name: string) => ({ key, name, metarole: key, rights: rightsOfMetarole(key) })
  const role = (key: string, name: string, rights: readonly Right[]) => ({ key, name, metarole: null, rights })
  return [
    ofMetarole('super', 'Суперадминистратор'),
    ofMetarole('organisation', 'Администратор организации'),
    ofMetarole('chats', `Администратор чатов ${messenger === 'Парта' ? 'Парты' : `«${messenger}»`}`),
    role('director', 'Директор', [...LOOKS_ON, 'chats.add', 'chats.edit', ...VIEWS, 'settings.view']),
    role('secretary', 'Секретарь', [...LOOKS_ON, 'chats.add', 'chats.edit', ...REGISTERS, 'settings.view']),
    role('classTeacher', 'Классный руководитель', [...LOOKS_ON, 'pupils.view', 'parents.view', 'classes.view']),
    role('teacher', 'Учитель', [...LOOKS_ON, 'pupils.view', 'classes.view']),
    role('parent', 'Родитель', LOOKS_ON),
    role('pupil', 'Ученик', LOOKS_ON),
  ]
}
