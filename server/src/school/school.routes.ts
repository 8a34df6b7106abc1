import type { Binding } from '../platform/dispatch/bind.ts'
import type { AbsenteesService } from './absentees/absentees.service.ts'
import type { ActsService } from './acts/acts.service.ts'
import type { AdministrationService } from './administration/administration.service.ts'
import type { UsersService } from './administration/users.service.ts'
import type { ChatsService } from './chats/chats.service.ts'
import type { ConnectionService } from './connection/connection.service.ts'
import type { DeskService } from './desk/desk.service.ts'
import type { EmployeesService } from './employees/employees.service.ts'
import type { LinksService } from './links/links.service.ts'
import type { PeopleService } from './people/people.service.ts'
import type { ParentsService } from './pupils/parents.service.ts'
import type { PupilsService } from './pupils/pupils.service.ts'
import { bindAtDesk, bindOwnAtDesk } from './school-binding.ts'
import type { SubjectsService } from './units/subjects.service.ts'
import type { UnitsService } from './units/units.service.ts'

interface Services {
  readonly absentees: AbsenteesService
  readonly acts: ActsService
  readonly chats: ChatsService
  readonly desk: DeskService
  readonly links: LinksService
  readonly people: PeopleService
  readonly employees: EmployeesService
  readonly units: UnitsService
  readonly subjects: SubjectsService
  readonly pupils: PupilsService
  readonly parents: ParentsService
  readonly administration: AdministrationService
  readonly users: UsersService
  readonly connection: ConnectionService
}

/** Every operation of the electronic school. */
export function schoolBindings(services: Services): readonly Binding[] {
  return [
    ...deskBindings(services),
    ...registerBindings(services),
    ...chatBindings(services),
    ...linkBindings(services),
    ...administrationBindings(services),
    ...connectionBindings(services),
  ]
}

function deskBindings({ desk, people }: Services): readonly Binding[] {
  return [
    bindOwnAtDesk('desk.naming', desk.naming),
    bindOwnAtDesk('desk.signIn', ({ input, ...context }) => desk.signIn(input, context)),
    bindAtDesk('desk.open', async ({ standing }) => desk.view(standing)),
    bindOwnAtDesk('desk.changePassword', ({ viewer, input, fail }) => desk.changePassword(viewer, input, fail)),
    bindOwnAtDesk('desk.signOut', ({ viewer, cookies }) => desk.signOut(viewer, cookies)),
    bindAtDesk('people.find', ({ db, standing, input }) => people.find(db, standing, input)),
    bindAtDesk('people.edit', ({ tx, standing, input, fail }) => people.edit(tx, standing, input, fail)),
  ]
}

function registerBindings(services: Services): readonly Binding[] {
  const { absentees, employees, units, subjects, pupils, parents } = services
  return [
    bindOwnAtDesk('absentees.list', ({ viewer, input, fail }) => absentees.list(viewer, input, fail)),
    bindAtDesk('employees.list', ({ db, standing, input }) => employees.list(db, standing, input)),
    bindAtDesk('administrators.list', ({ db, standing, input }) => employees.administrators(db, standing, input)),
    bindAtDesk('employees.hire', ({ tx, standing, input, fail }) => employees.hire(tx, standing, input, fail)),
    bindAtDesk('employees.change', ({ tx, standing, input, fail }) => employees.change(tx, standing, input, fail)),
    bindAtDesk('employees.dismiss', ({ tx, standing, input, fail }) => employees.dismiss(tx, standing, input, fail)),
    bindAtDesk('classes.list', ({ db, standing, input }) => units.list(db, standing, input)),
    bindAtDesk('classes.pupils', ({ db, standing, input, fail }) => units.pupils(db, standing, input, fail)),
    bindAtDesk('classes.add', ({ tx, standing, input, fail }) => units.add(tx, standing, input, fail)),
    bindAtDesk('classes.edit', ({ tx, standing, input, fail }) => units.edit(tx, standing, input, fail)),
    bindAtDesk('classes.setPupils', ({ tx, standing, input, fail }) => units.setPupils(tx, standing, input, fail)),
    bindAtDesk('classes.remove', ({ tx, standing, input, fail }) => units.remove(tx, standing, input, fail)),
    bindAtDesk('subjects.list', ({ db, standing, input }) => subjects.list(db, standing, input)),
    bindAtDesk('subjects.add', ({ tx, standing, input, fail }) => subjects.add(tx, standing, input, fail)),
    bindAtDesk('subjects.edit', ({ tx, standing, input, fail }) => subjects.edit(tx, standing, input, fail)),
    bindAtDesk('subjects.remove', ({ tx, standing, input, fail }) => subjects.remove(tx, standing, input, fail)),
    bindAtDesk('pupils.list', ({ db, standing, input }) => pupils.list(db, standing, input)),
    bindAtDesk('pupils.enrol', ({ tx, standing, input, fail }) => pupils.enrol(tx, standing, input, fail)),
    bindAtDesk('pupils.transfer', ({ tx, standing, input, fail }) => pupils.transfer(tx, standing, input, fail)),
    bindAtDesk('pupils.expel', ({ tx, standing, input, fail }) => pupils.expel(tx, standing, input, fail)),
    bindAtDesk('parents.list', ({ db, standing, input }) => parents.list(db, standing, input)),
    bindAtDesk('parents.add', ({ tx, standing, input, fail }) => parents.add(tx, standing, input, fail)),
    bindAtDesk('parents.setChildren', ({ tx, standing, input, fail }) =>
      parents.setChildren(tx, standing, input, fail),
    ),
    bindAtDesk('parents.remove', ({ tx, standing, input, fail }) => parents.remove(tx, standing, input, fail)),
  ]
}

function chatBindings({ chats }: Services): readonly Binding[] {
  return [
    bindAtDesk('register.list', ({ db, standing, input, fail }) => chats.list(db, standing, input, fail)),
    bindAtDesk('register.open', ({ db, standing, input, fail }) => chats.open(db, standing, input, fail)),
    bindAtDesk('register.compose', ({ db, standing, input, fail }) => chats.compose(db, standing, input, fail)),
    bindAtDesk('register.add', ({ tx, standing, input, fail }) => chats.add(tx, standing, input, fail)),
    bindAtDesk('register.edit', ({ tx, standing, input, fail }) => chats.edit(tx, standing, input, fail)),
    bindAtDesk('register.remove', ({ tx, standing, input, fail }) => chats.remove(tx, standing, input, fail)),
  ]
}

function connectionBindings({ connection }: Services): readonly Binding[] {
  return [
    bindAtDesk('connection.open', ({ db, standing }) => connection.open(db, standing)),
    bindAtDesk('connection.set', ({ tx, standing, input, fail }) => connection.set(tx, standing, input, fail)),
    bindAtDesk('connection.clear', ({ tx, standing, input, fail }) => connection.clear(tx, standing, input, fail)),
    bindAtDesk('connection.refused', ({ db, standing, input }) => connection.refused(db, standing, input)),
  ]
}

function linkBindings({ links }: Services): readonly Binding[] {
  return [
    bindAtDesk('linking.open', ({ db, standing }) => links.view(db, standing)),
    bindAtDesk('linking.begin', ({ tx, standing, fail }) => links.begin(tx, standing, fail)),
    bindOwnAtDesk('linking.finish', ({ viewer, input, fail }) => links.finish(viewer, input, fail)),
    bindOwnAtDesk('linking.undo', ({ viewer, fail }) => links.undo(viewer, fail)),
  ]
}

function administrationBindings({ administration, users, acts }: Services): readonly Binding[] {
  return [
    bindAtDesk('acts.list', ({ db, standing, input }) => acts.list(db, standing, input)),
    bindAtDesk('roles.list', ({ db, standing }) => administration.roles(db, standing)),
    bindAtDesk('roles.add', ({ tx, standing, input, fail }) => administration.addRole(tx, standing, input, fail)),
    bindAtDesk('roles.edit', ({ tx, standing, input, fail }) => administration.editRole(tx, standing, input, fail)),
    bindAtDesk('settings.open', ({ db, standing }) => administration.settings(db, standing)),
    bindAtDesk('settings.set', ({ tx, standing, input, fail }) =>
      administration.setSettings(tx, standing, input, fail),
    ),
    bindAtDesk('users.list', ({ db, standing, input }) => users.list(db, standing, input)),
    bindAtDesk('users.give', ({ tx, standing, input, fail }) => users.give(tx, standing, input, fail)),
    bindAtDesk('users.renewPassword', ({ tx, standing, input, fail }) =>
      users.renewPassword(tx, standing, input, fail),
    ),
    bindAtDesk('users.setRoles', ({ tx, standing, input, fail }) => users.setRoles(tx, standing, input, fail)),
    bindAtDesk('users.close', ({ tx, standing, input, fail }) => users.close(tx, standing, input, fail)),
  ]
}
