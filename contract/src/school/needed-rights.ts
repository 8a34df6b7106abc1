import type { Right } from './rights.ts'
import type { SchoolOperationId } from './school-operations.ts'

/**
 * What somebody needs for an operation of the electronic school; null where a session is enough. The server refuses
 * without it, and a control that would call the operation is absent (ESR-04). An operation that is missing here does not
 * compile.
 */
export const NEEDED_RIGHTS: Readonly<Record<SchoolOperationId, Right | null>> = {
  'desk.naming': null,
  'desk.signIn': null,
  'desk.open': null,
  'desk.changePassword': null,
  'desk.signOut': null,
  // Of each register in which the person stands, or into which he is entered
  'people.find': null,
  'people.edit': null,
  'employees.list': 'employees.view',
  'administrators.list': 'settings.view',
  'employees.hire': 'employees.add',
  'employees.change': 'employees.edit',
  'employees.dismiss': 'employees.delete',
  'classes.list': 'classes.view',
  'classes.pupils': 'classes.view',
  'classes.add': 'classes.add',
  'classes.edit': 'classes.edit',
  'classes.setPupils': 'classes.edit',
  'classes.remove': 'classes.delete',
  'subjects.list': 'subjects.view',
  'subjects.add': 'subjects.add',
  'subjects.edit': 'subjects.edit',
  'subjects.remove': 'subjects.delete',
  'pupils.list': 'pupils.view',
  'pupils.enrol': 'pupils.add',
  'pupils.transfer': 'pupils.edit',
  'pupils.expel': 'pupils.delete',
  'parents.list': 'parents.view',
  'parents.add': 'parents.add',
  'parents.setChildren': 'parents.edit',
  'parents.remove': 'parents.delete',
  'absentees.list': 'absences.view',
  'register.list': 'chats.view',
  'register.open': 'chats.view',
  // Of whoever keeps chats, by whichever right
  'register.compose': null,
  'register.add': 'chats.add',
  'register.edit': 'chats.edit',
  'register.remove': 'chats.delete',
  // Whether he is linked is everybody's own
  'linking.open': null,
  'linking.begin': 'account.link',
  'linking.finish': 'account.link',
  'linking.undo': 'account.unlink',
  'roles.list': 'roles.view',
  'roles.add': 'roles.edit',
  'roles.edit': 'roles.edit',
  'settings.open': 'settings.view',
  'settings.set': 'settings.edit',
  // Who has done what is seen by whoever sees who may do what
  'acts.list': 'roles.view',
  'connection.open': 'connection.edit',
  'connection.set': 'connection.edit',
  'connection.clear': 'connection.edit',
  'connection.refused': 'connection.edit',
  'users.list': 'users.view',
  'users.give': 'users.add',
  'users.renewPassword': 'users.edit',
  'users.setRoles': 'users.edit',
  'users.close': 'users.delete',
}
