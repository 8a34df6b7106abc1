const REGISTER_VERBS = ['view', 'add', 'edit', 'delete'] as const

/**
 * Modules of the electronic school with the rights of each, as the window «Редактирование роли» shows them. `messenger` is
 * the module that carries the messenger's name (ESR-04, A-50).
 */
export const MODULES = {
  messenger: [
    'chats.view',
    'chats.add',
    'chats.edit',
    'chats.delete',
    'conferences.view',
    'conferences.add',
    'conferences.edit',
    'conferences.delete',
    'conferences.finish',
    'account.link',
    'account.unlink',
    'account.others',
  ],
  classes: registerRights('classes'),
  employees: registerRights('employees'),
  // Why a child is absent is told of its health, so whoever sees the registers does not see it by that
  pupils: [...registerRights('pupils'), 'absences.view'],
  parents: registerRights('parents'),
  subjects: registerRights('subjects'),
  users: registerRights('users'),
  administration: ['settings.view', 'settings.edit', 'roles.view', 'roles.edit', 'connection.edit'],
} as const

export type Module = keyof typeof MODULES
export type Right = (typeof MODULES)[Module][number]
export const RIGHTS: readonly Right[] = Object.values(MODULES).flat()

/**
 * Kinds of roles that the product itself knows (ESR-01): `super` may everything and nobody takes that from it, `organisation`
 * may everything but change roles and how the messenger is reached, `chats` is whoever the organisation has chosen as administrator of chats.
 */
export const METAROLES = ['super', 'organisation', 'chats'] as const
export type Metarole = (typeof METAROLES)[number]

const OF_SUPER_ALONE: readonly Right[] = ['roles.edit', 'connection.edit']

/** What a role may when nobody has changed it. */
export function rightsOfMetarole(metarole: Metarole): readonly Right[] {
  if (metarole === 'super') return RIGHTS
  if (metarole === 'organisation') return RIGHTS.filter((right) => !OF_SUPER_ALONE.includes(right))
  return [...MODULES.messenger, 'employees.view', 'pupils.view', 'parents.view', 'classes.view', 'subjects.view']
}

/** Whoever keeps chats sees all of them; everybody else those that he is in. */
export function seesEveryChat(rights: readonly Right[]): boolean {
  return (['chats.add', 'chats.edit', 'chats.delete'] as const).some((right) => rights.includes(right))
}

function registerRights<const Register extends string>(register: Register) {
  return REGISTER_VERBS.map((verb) => `${register}.${verb}` as const)
}
