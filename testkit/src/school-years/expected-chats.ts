import type { Office } from './school-years.ts'

/**
 * Who belongs into which chat by the words of the requirements, one person and one chat after the other: nothing here is taken
 * from the rules that it is compared with. Answers «administrator», «member», or null.
 */
export function expectedIn(office: Office, chat: string, who: string): 'administrator' | 'member' | null {
  const works = (id: string | null) => id !== null && office.employees.get(id)?.works === true
  const isOpen = (id: string) => office.classes.get(id)?.open === true
  const learnsIn = (id: string, classId: string) => office.pupils.get(id) === classId && isOpen(classId)
  const learns = (id: string) => {
    const at = office.pupils.get(id)
    return at != null && isOpen(at)
  }
  const isParentOf = (id: string, child: string) => office.families.get(child)?.get(id) === 'parent'

  // ESC-11, ESC-03…05: the chats administrator is in every chat, and nobody leaves him out.
  if (who === office.chatsAdministrator && works(who)) return 'administrator'
  const leftOut = office.leftOut.get(chat)?.has(who) === true

  if (chat === 'teachers') {
    // ESC-03: «Администрация» or «Педагогический состав».
    const kind = office.employees.get(who)?.kind
    return works(who) && (kind === 'administration' || kind === 'teaching') ? 'member' : null
  }
  const [kind, classId = ''] = chat.split(':')
  if (kind === 'class' || kind === 'parents') {
    if (leftOut) return null
    // ESC-07: the class teacher leads both.
    if (office.classes.get(classId)?.teacher === who && works(who)) return 'administrator'
    // ESC-04: pupils of the class. ESC-05, A-32: parents, while one of their children is in it.
    if (kind === 'class') return learnsIn(who, classId) ? 'member' : null
    const children = [...office.pupils.keys()].filter((child) => isParentOf(who, child) && learnsIn(child, classId))
    return children.length > 0 ? 'member' : null
  }

  const { group, chosen } = office.chats.get(chat)!
  if (group !== null) {
    const { class: of, teacher } = office.groups.get(group)!
    // ESC-09: who teaches the group leads its chat; pupils of the class are in it.
    if (teacher === who && works(who)) return 'administrator'
    if (learnsIn(who, of)) return 'member'
  }
  // ESC-10: chosen from a list, while he stands in it.
  const tab = chosen.get(who)
  if (tab === 'employees') return works(who) ? 'member' : null
  if (tab === 'pupils') return learns(who) ? 'member' : null
  if (tab !== 'parents') return null
  return [...office.pupils.keys()].some((child) => isParentOf(who, child) && learns(child)) ? 'member' : null
}

/** Chats that are there: the default ones of open classes, and those of the register that are open. */
export function expectedChats(office: Office): string[] {
  const classes = [...office.classes].filter(([, { open }]) => open).map(([id]) => id)
  const register = [...office.chats].filter(([, { open }]) => open).map(([id]) => id)
  return ['teachers', ...classes.flatMap((id) => [`class:${id}`, `parents:${id}`]), ...register]
}

/** Which roles somebody has by the words of the requirements, as «who role unit», of a parent with each child that is linked, and once for all who are not. */
export function expectedRoles(office: Office, who: string, isLinked: (who: string) => boolean): string[] {
  const works = office.employees.get(who)?.works === true
  const roles = works ? [`${who} staff staff`] : []
  for (const [id, { teacher, open }] of office.classes) {
    if (!open) continue
    if (works && teacher === who) roles.push(`${who} lead ${id}`)
    if (office.pupils.get(who) === id) roles.push(`${who} pupil ${id}`)
    const children = [...office.pupils]
      .filter(([child, at]) => at === id && office.families.get(child)?.get(who) === 'parent')
      .map(([child]) => (isLinked(child) ? ` ${child}` : ''))
    for (const child of new Set(children)) roles.push(`${who} parent ${id}${child}`)
  }
  return roles
}
